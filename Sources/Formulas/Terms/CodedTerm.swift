/// A term with the coding of each of its variables.
package struct CodedTerm: Sendable, Equatable {
  /// The variables, as ascending indices.
  package let variables: [Int]
  /// Whether each variable, if it is a factor, is coded by contrasts; else it has a column a level.
  package let byContrasts: [Bool]
}

/// The coding of factors in terms, by R's rule of marginality.
///
/// In a term, a factor is coded by contrasts if the term without it is empty, or is contained in an
/// earlier term. Without an intercept the first factor of the first term that has any gets one
/// column a level.
func codings(of terms: [[Int]], isFactor: [Bool], hasIntercept: Bool) -> [CodedTerm] {
  let known = Set(terms)
  var needsLevels = !hasIntercept
  return terms.enumerated().map { index, term in
    let byContrasts = term.enumerated().map { place, variable in
      guard isFactor[variable] else { return true }
      if needsLevels {
        needsLevels = false
        return false
      }
      var rest = term
      rest.remove(at: place)
      return rest.isEmpty || known.contains(rest)
        || terms[..<index].contains { isSubset(rest, of: $0) }
    }
    return CodedTerm(variables: term, byContrasts: byContrasts)
  }
}

/// Whether an ascending list is contained in another.
private func isSubset(_ inner: [Int], of outer: [Int]) -> Bool {
  var position = 0
  for element in inner {
    while position < outer.count && outer[position] < element { position += 1 }
    if position == outer.count || outer[position] != element { return false }
  }
  return true
}

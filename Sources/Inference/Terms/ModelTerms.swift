import Formulas
import Modeling

/// The terms of a fit with the positions of their estimated coefficients.
struct ModelTerms: Sendable {
  struct Entry: Sendable {
    let name: String
    let variables: Set<String>
    /// Positions among the estimated coefficients, ascending.
    let positions: [Int]

    var isIntercept: Bool { variables.isEmpty }

    /// Whether every variable of this term is in the other too, beside others.
    func isContained(in other: Entry) -> Bool { variables.isStrictSubset(of: other.variables) }
  }

  /// Terms with at least one estimated coefficient, in the order of the design.
  let entries: [Entry]
  /// The names of terms none of whose coefficients could be estimated.
  let unestimated: [String]
  /// The positions of the parameters that belong to no term, such as thresholds.
  let others: [Int]

  init(_ parameters: Parameters, _ design: DesignMatrix) {
    var positions = [[Int]](repeating: [], count: design.terms.count)
    for (position, column) in zip(parameters.columnPositions, parameters.designColumns) {
      positions[design.columns[column].term].append(position)
    }
    var entries: [Entry] = []
    var unestimated: [String] = []
    for (term, found) in zip(design.terms, positions) {
      if found.isEmpty {
        unestimated.append(term.name)
      } else {
        entries.append(
          Entry(name: term.name, variables: Set(term.variables), positions: found))
      }
    }
    self.entries = entries
    let owned = Set(entries.flatMap(\.positions))
    others = (0..<parameters.count).filter { !owned.contains($0) }
    self.unestimated = unestimated
  }

  var notes: [String] {
    unestimated.isEmpty
      ? []
      : [
        "not tested, as nothing of them could be estimated: \(unestimated.joined(separator: ", "))"
      ]
  }

  /// The positions of the terms that are in the model a term of type I or II is tested in: those
  /// that come first, with what belongs to no term, and those that come after because they contain it or
  /// follow it.
  func surroundings(of index: Int, type: AnovaType) -> (before: [Int], after: [Int]) {
    var before = others
    var after: [Int] = []
    for (other, entry) in entries.enumerated() where other != index {
      let isLater = type == .one ? other > index : entries[index].isContained(in: entry)
      if isLater { after += entry.positions } else { before += entry.positions }
    }
    return (before, after)
  }
}

/// Makes the names in a header fit for a table: none empty, no two equal.
///
/// A column without a name is called `column 7`, after its position from 1. A name that has already
/// occurred gets the first of the endings `.1`, `.2`, … that makes it new. The names of other
/// columns are kept exactly. Complexity: O(columns).
package func uniqueColumnNames(_ written: [String]) -> (names: [String], notes: [CSVNote]) {
  let reserved = Set(written)
  var taken = Set<String>()
  var endings: [String: Int] = [:]
  var notes: [CSVNote] = []
  let names = written.enumerated().map { index, name in
    let position = index + 1
    let wanted = name.isEmpty ? "column \(position)" : name
    var chosen = wanted
    if !name.isEmpty && taken.insert(name).inserted { return name }
    while reserved.contains(chosen) || taken.contains(chosen) {
      endings[wanted, default: 0] += 1
      chosen = "\(wanted).\(endings[wanted, default: 0])"
    }
    taken.insert(chosen)
    notes.append(
      name.isEmpty
        ? .namedColumn(position: position, as: chosen)
        : .renamedColumn(position: position, from: name, to: chosen))
    return chosen
  }
  return (names, notes)
}

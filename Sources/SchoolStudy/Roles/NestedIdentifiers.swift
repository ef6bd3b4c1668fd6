import Tables

/// An identifier whose labels recur in several units above it, made a label of both.
struct NestedIdentifier {
  let labels: [String?]
  /// The number of units before and after; nil if no label recurs.
  let counts: (flat: Int, nested: Int)?

  /// Labels within the units that hold them.
  init(_ inner: [String?], within outer: [String?]) {
    var holder: [String: String] = [:]
    var recurs = false
    for case let (label?, unit?) in zip(inner, outer) {
      if let known = holder[label] {
        if known != unit { recurs = true }
      } else {
        holder[label] = unit
      }
    }
    guard recurs else {
      (labels, counts) = (inner, nil)
      return
    }
    let nested = zip(inner, outer).map { label, unit in
      label.map { label in unit.map { "\($0): \(label)" } ?? label }
    }
    labels = nested
    counts = (holder.count, Set(nested.compactMap { $0 }).count)
  }
}

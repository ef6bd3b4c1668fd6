/// The codes of pairs of groups that occur together, numbered from 0 as they first appear, and
/// their number. Integers are paired, not names, so that "1","12" and "11","2" stay apart.
package func intersection(
  _ first: (codes: [Int32], count: Int), _ second: (codes: [Int32], count: Int)
) -> (codes: [Int32], count: Int) {
  let (cells, overflow) = first.count.multipliedReportingOverflow(by: second.count)
  if overflow || cells > max(1024, 8 * first.codes.count) {
    return hashedIntersection(first, second)
  }
  var codeOfCell = [Int32](repeating: -1, count: cells)
  var count: Int32 = 0
  let codes = zip(first.codes, second.codes).map { a, b -> Int32 in
    let cell = Int(a) * second.count + Int(b)
    if codeOfCell[cell] < 0 {
      codeOfCell[cell] = count
      count += 1
    }
    return codeOfCell[cell]
  }
  return (codes, Int(count))
}

/// The same where a table of all pairs would be much larger than the rows.
private func hashedIntersection(
  _ first: (codes: [Int32], count: Int), _ second: (codes: [Int32], count: Int)
) -> (codes: [Int32], count: Int) {
  var known: [Int64: Int32] = [:]
  let codes = zip(first.codes, second.codes).map { a, b -> Int32 in
    let key = Int64(a) << 32 | Int64(b)
    if let code = known[key] { return code }
    let code = Int32(known.count)
    known[key] = code
    return code
  }
  return (codes, known.count)
}

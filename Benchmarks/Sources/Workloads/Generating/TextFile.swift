import Foundation

/// A CSV file written row by row through a buffer.
struct TextFile {
  private let handle: FileHandle
  private var bytes: [UInt8] = []
  private var isFirstField = true

  init(_ url: URL, header: [String]) throws {
    try Data().write(to: url)
    handle = try FileHandle(forWritingTo: url)
    for name in header { add(name) }
    try endRow()
  }

  mutating func add(_ text: String) {
    separate()
    bytes.append(contentsOf: text.utf8)
  }

  /// A number with up to six decimals, trailing zeros left out.
  mutating func add(_ value: Double) {
    separate()
    let millionths = Int((value * 1e6).rounded())
    if millionths < 0 { bytes.append(UInt8(ascii: "-")) }
    let (whole, part) = abs(millionths).quotientAndRemainder(dividingBy: 1_000_000)
    appendDigits(whole, width: 1)
    if part == 0 { return }
    bytes.append(UInt8(ascii: "."))
    appendDigits(part, width: 6)
    while bytes.last == UInt8(ascii: "0") { bytes.removeLast() }
  }

  /// A label that ends in a number with leading zeros.
  mutating func add(_ label: String, _ number: Int, width: Int) {
    add(label)
    appendDigits(number, width: width)
  }

  mutating func endRow() throws {
    bytes.append(UInt8(ascii: "\n"))
    isFirstField = true
    if bytes.count > 1 << 20 { try flush() }
  }

  mutating func close() throws {
    try flush()
    try handle.close()
  }

  private mutating func flush() throws {
    try handle.write(contentsOf: bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  private mutating func separate() {
    if !isFirstField { bytes.append(UInt8(ascii: ",")) }
    isFirstField = false
  }

  private mutating func appendDigits(_ number: Int, width: Int) {
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(rest % 10))
      rest /= 10
    } while rest > 0 || bytes.count - start < width
    bytes[start...].reverse()
  }
}

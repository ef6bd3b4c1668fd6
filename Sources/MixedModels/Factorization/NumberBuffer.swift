/// Numbers in memory of their own, written in place by evaluations that follow each other.
///
/// The one place in this module with bare memory: an array that several loops write in turn would be
/// checked at every access, or copied.
final class NumberBuffer {
  let count: Int
  private let base: UnsafeMutablePointer<Double>

  /// So many zeros.
  init(count: Int) {
    self.count = count
    base = UnsafeMutablePointer<Double>.allocate(capacity: max(1, count))
    base.initialize(repeating: 0, count: max(1, count))
  }

  /// A copy of an array.
  convenience init(_ values: [Double]) {
    self.init(count: values.count)
    for (index, value) in values.enumerated() { base[index] = value }
  }

  deinit { base.deallocate() }

  /// A number. Indices are checked in debug builds only.
  @inline(__always)
  subscript(index: Int) -> Double {
    get {
      assert(index >= 0 && index < count, "\(index) of \(count)")
      return base[index]
    }
    set {
      assert(index >= 0 && index < count, "\(index) of \(count)")
      base[index] = newValue
    }
  }

  /// Makes all numbers zero.
  func clear() { base.update(repeating: 0, count: count) }

  /// The address of the number at an index; for loops over what follows it.
  @inline(__always)
  func from(_ index: Int) -> UnsafeMutablePointer<Double> {
    assert(index >= 0 && index <= count, "\(index) of \(count)")
    return base + index
  }

  /// A copy.
  var array: [Double] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

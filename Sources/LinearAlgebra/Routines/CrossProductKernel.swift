// | our name                     | C function                           |
// |------------------------------|--------------------------------------|
// | addWeightedCrossProduct      | concord_add_cross_product            |
// | the same, portable           | concord_add_cross_product_portable   |

import CLAPACK

/// The number of columns up to which the kernel is faster than `dsyrk` (measured on Zen 3: 4 to 6
/// times for 7 columns, 1.25 times for 52, even for 200).
let widestKernel = 192

extension Panel {
  /// result += [A y]′W [A y] in the upper triangle of a square matrix without gaps.
  ///
  /// - Parameters:
  ///   - response: y as the last column, or none.
  ///   - weights: weights of any sign, or nil for all 1.
  ///   - firstRow: where in `response` and `weights` the rows of the panel begin.
  ///   - portable: whether to leave the processor's wide registers alone; for tests.
  ///   - result: the sums.
  func addWeightedCrossProduct(
    response: [Double]? = nil, weights: [Double]? = nil, firstRow: Int = 0,
    portable: Bool = false, into result: inout [Double]
  ) {
    let size = columnCount + (response == nil ? 0 : 1)
    precondition(result.count >= size * size, "\(result.count) sums for \(size) columns")
    precondition(response.map { $0.count >= firstRow + rowCount } ?? true)
    precondition(weights.map { $0.count >= firstRow + rowCount } ?? true)
    if rowCount == 0 || size == 0 { return }
    elements.withUnsafeBufferPointer { x in
      withOptionalPointer(response) { y in
        withOptionalPointer(weights) { w in
          let add = portable ? concord_add_cross_product_portable : concord_add_cross_product
          add(
            x.baseAddress.map { $0 + offset }, stride, columnCount, y.map { $0 + firstRow },
            w.map { $0 + firstRow }, rowCount, &result)
        }
      }
    }
  }
}

/// Calls `body` with the address of an array, or nil without one.
@inline(__always)
private func withOptionalPointer(_ array: [Double]?, _ body: (UnsafePointer<Double>?) -> Void) {
  guard let array else { return body(nil) }
  array.withUnsafeBufferPointer { body($0.baseAddress) }
}

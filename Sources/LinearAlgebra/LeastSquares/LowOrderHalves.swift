/// What rounding took from the columns of a design and from its response: the exact numbers are the
/// columns' own plus these, to about 32 digits.
///
/// `I(x^10)` of a double is known to twenty digits and more, but a column of doubles keeps sixteen of
/// them; where columns are nearly dependent, the difference is in the leading digits of the
/// coefficients.
package struct LowOrderHalves: Sendable, Equatable {
  /// For columns known better than to a double, by position: n values.
  package var columns: [Int: [Double]]
  /// For the response, if it is.
  package var response: [Double]?

  package init(columns: [Int: [Double]] = [:], response: [Double]? = nil) {
    self.columns = columns
    self.response = response
  }
}

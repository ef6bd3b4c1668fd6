import LinearAlgebra
import Tables

/// What a fit with random effects knows of groups.
public protocol GroupMeans: Sendable {
  /// The columns that groups are read from.
  var groupColumns: [String] { get }
  /// The columns that what varies by group is read from, as the slope in `(1 + x | school)`.
  var effectColumns: [String] { get }

  /// The effects of the groups of new rows.
  ///
  /// - Parameters:
  ///   - table: the rows, none with a missing value in ``groupColumns`` or ``effectColumns``.
  ///   - unknown: what becomes of groups that were not in the fit.
  ///   - rowNumbers: how errors call the rows, from 1 if nil.
  /// - Returns: values, variances and slopes, a row each.
  /// - Throws: the fit's own error for a group that is not known, where those are refused.
  func groupEffects(for table: Table, unknown: UnknownGroups, rowNumbers: [Int]?) throws
    -> GroupEffects
  /// z′Gz for new rows: the variance of the linear predictor over all groups. Needs ``effectColumns`` only.
  func groupVariances(for table: Table, rowNumbers: [Int]?) throws -> [Double]
}

/// What becomes of groups a fit has not seen.
public enum UnknownGroups: String, Sendable, Hashable, CaseIterable {
  /// They are an error.
  case refused
  /// Their effects count as zero, the mean over groups, with the variance over groups.
  case averaged
}

/// The effects of the groups of some rows, as estimated.
public struct GroupEffects: Sendable, Equatable {
  /// z′b̂ for each row.
  public let values: [Double]
  /// The variance of z′(b̂ − b) for each row, the coefficients taken as known.
  public let variances: [Double]
  /// ∂(z′b̂)/∂β, rows × estimated coefficients.
  public let slopes: Matrix

  /// Effects of groups.
  public init(values: [Double], variances: [Double], slopes: Matrix) {
    precondition(values.count == variances.count && values.count == slopes.rowCount)
    self.values = values
    self.variances = variances
    self.slopes = slopes
  }
}

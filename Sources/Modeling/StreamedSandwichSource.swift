import LinearAlgebra

/// A fit whose rows can be read again in blocks, so that a robust covariance can be summed over them
/// without holding them.
public protocol StreamedSandwichSource: EstimatedModel {
  /// F with (X′WX)⁻¹ = F F′ over the estimated coefficients.
  var breadFactor: Matrix { get }

  /// Reads the rows used once more, block by block, in order.
  ///
  /// - Parameters:
  ///   - groupColumns: the columns to give each row's group of.
  ///   - body: takes the pieces of the sandwich over the rows of a block.
  /// - Throws: ``ModelingError/conflictingOptions(_:)`` for a group column that was not named before
  ///   the fit, and what `body` throws.
  func forEachSandwichBlock(
    groupColumns: [String], _ body: (StreamedSandwichBlock) throws -> Void) throws
}

/// The pieces of a sandwich over the rows of one block.
public struct StreamedSandwichBlock: Sendable {
  /// The design, weights and residuals of the rows; bread and dispersion are those of the whole fit.
  public let ingredients: SandwichIngredients
  /// For each group column the groups of the rows.
  public let groups: [Groups]
  /// The number of each row in the whole table, counted from 1.
  public let tableRows: [Int]

  /// The pieces of a block.
  package init(ingredients: SandwichIngredients, groups: [Groups], tableRows: [Int]) {
    self.ingredients = ingredients
    self.groups = groups
    self.tableRows = tableRows
  }

  /// The groups that a column makes of the rows of a block.
  public struct Groups: Sendable {
    /// The group of each row, counted from 0 within the block.
    public let codes: [Int32]
    /// The value that each group has in common, as text, the same in every block.
    public let labels: [String]

    /// Groups with their labels.
    package init(codes: [Int32], labels: [String]) {
      self.codes = codes
      self.labels = labels
    }
  }
}

import Tables

/// Which rows of a table a fit used, and what became of the others.
public struct RowAccounting: Sendable, Equatable {
  /// The number of rows in the table.
  public let total: Int
  /// The rows used, ascending, counted from 0.
  public let used: [Int]
  /// Rows the filter kept out (where it could not be told because of a missing value included).
  public let filteredOut: Int
  /// The rows lost for each reason, in the order the reasons were looked at; a row counts once.
  public let dropped: [DroppedRows]

  /// Rows lost for one reason.
  public struct DroppedRows: Sendable, Hashable {
    /// The column or expression they were lost to.
    public let source: String
    /// Why.
    public let reason: Reason
    /// How many.
    public let count: Int

    /// Why a row was lost.
    public enum Reason: String, Sendable, Hashable {
      /// The column has no value there.
      case missing
      /// The expression has no value there, such as the logarithm of a negative number.
      case undefined
      /// The weight is zero.
      case zeroWeight
      /// There were no trials.
      case zeroTrials
    }

    /// The loss in words.
    public var sentence: String {
      let rows = count == 1 ? "1 row" : "\(count) rows"
      return switch reason {
      case .missing: "\(rows) without a value for \(source)"
      case .undefined: "\(rows) where \(source) is undefined"
      case .zeroWeight: "\(rows) with weight zero in \(source)"
      case .zeroTrials: "\(rows) with no trials in \(source)"
      }
    }
  }

  /// The number of rows lost other than to the filter.
  public var droppedCount: Int { counts.droppedCount }

  /// The numbers of rows, without saying which.
  public var counts: RowCounts {
    RowCounts(total: total, used: used.count, filteredOut: filteredOut, dropped: dropped)
  }
}

/// How many rows of a table a fit used, and what became of the others.
public struct RowCounts: Sendable, Equatable {
  /// The number of rows in the table.
  public internal(set) var total = 0
  /// The number of rows used.
  public internal(set) var used = 0
  /// Rows the filter kept out (where it could not be told because of a missing value included).
  public internal(set) var filteredOut = 0
  /// The rows lost for each reason, in the order the reasons were looked at; a row counts once.
  public internal(set) var dropped: [RowAccounting.DroppedRows] = []

  /// Counts; by default of no rows.
  public init(
    total: Int = 0, used: Int = 0, filteredOut: Int = 0, dropped: [RowAccounting.DroppedRows] = []
  ) {
    self.total = total
    self.used = used
    self.filteredOut = filteredOut
    self.dropped = dropped
  }

  /// The number of rows lost other than to the filter.
  public var droppedCount: Int { dropped.reduce(0) { $0 + $1.count } }

  /// Counts the rows of another part of the same table; a reason met for the first time goes where
  /// the other part has it.
  mutating func add(_ other: RowCounts) {
    total += other.total
    used += other.used
    filteredOut += other.filteredOut
    var place = 0
    for loss in other.dropped {
      if let index = dropped.firstIndex(where: {
        $0.source == loss.source && $0.reason == loss.reason
      }) {
        dropped[index] = .init(
          source: loss.source, reason: loss.reason, count: dropped[index].count + loss.count)
        place = index + 1
      } else {
        dropped.insert(loss, at: place)
        place += 1
      }
    }
  }
}

/// Removes rows reason by reason, counting each row under the first reason that takes it.
package struct RowSieve: Sendable {
  package private(set) var rows: [Int]
  package private(set) var dropped: [RowAccounting.DroppedRows] = []

  /// The rows that are complete, with those lost to missing values already counted.
  package init(_ complete: CompleteRows) {
    rows = complete.rows
    dropped = complete.dropped.map {
      .init(source: $0.column, reason: .missing, count: $0.count)
    }
  }

  /// Removes the rows for which `isLost` holds.
  package mutating func remove(
    _ source: String, _ reason: RowAccounting.DroppedRows.Reason, where isLost: (Int) -> Bool
  ) {
    let before = rows.count
    rows.removeAll(where: isLost)
    let count = before - rows.count
    if count > 0 { dropped.append(.init(source: source, reason: reason, count: count)) }
  }
}

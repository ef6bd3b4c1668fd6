/// A cell that was set aside because no such value can be.
public struct DroppedCell: Sendable, Equatable {
  /// The role whose value it was.
  public let role: String
  /// The row, from 1, not counting the header.
  public let row: Int
  /// What is wrong with it.
  public let reason: String
}

/// Sets rows with impossible values aside, and refuses where there are too many for slips of the pen.
struct RowScreen: Sendable {
  /// Beyond this share of impossible rows the wrong column is the likelier explanation.
  static let tolerableShare = 0.05

  let role: Role
  private(set) var dropped: [DroppedCell] = []
  private var suspicious = 0
  private var firstSuspicious: DroppedCell?
  private var checked = 0

  init(_ role: Role) { self.role = role }

  /// Takes note of a row: why it is impossible, or nil; `isSuspicious` if it speaks against the mapping.
  mutating func check(row: Int, impossible reason: String?, isSuspicious: Bool = true) -> Bool {
    checked += 1
    guard let reason else { return true }
    let cell = DroppedCell(role: role.rawValue, row: row + 1, reason: reason)
    dropped.append(cell)
    if isSuspicious {
      suspicious += 1
      firstSuspicious = firstSuspicious ?? cell
    }
    return false
  }

  /// The rows set aside.
  ///
  /// - Throws: ``StudyError/impossibleRows(role:count:of:row:reason:)`` beyond the tolerable share.
  func finish() throws(StudyError) -> [DroppedCell] {
    if let first = firstSuspicious,
      Double(suspicious) > RowScreen.tolerableShare * Double(checked)
    {
      throw .impossibleRows(
        role: role.rawValue, count: suspicious, of: checked, row: first.row, reason: first.reason)
    }
    return dropped
  }
}

/// Counts with the impossible rows set to NaN in both; parts of a whole only where there may be any, as
/// in posts.
func screenedCounts(
  total: [Double], part: [Double], role: Role, totalName: String, partName: String,
  mayBeParts: Bool = false
) throws(StudyError) -> (total: [Double], part: [Double], dropped: [DroppedCell]) {
  var screen = RowScreen(role)
  var kept = (total: total, part: part)
  for row in total.indices where !total[row].isNaN && !part[row].isNaN {
    let reason = impossibleCount(
      total: total[row], part: part[row], totalName: totalName, partName: partName,
      mayBeParts: mayBeParts)
    if !screen.check(row: row, impossible: reason, isSuspicious: total[row] != 0) {
      kept.total[row] = .nan
      kept.part[row] = .nan
    }
  }
  return (kept.total, kept.part, try screen.finish())
}

private func impossibleCount(
  total: Double, part: Double, totalName: String, partName: String, mayBeParts: Bool
) -> String? {
  for (name, value) in [(totalName, total), (partName, part)] {
    if value < 0 { return "\(name) is \(levelText(value)), below zero" }
    if !mayBeParts && value.rounded() != value {
      return "\(name) is \(value), not a head count"
    }
  }
  if total == 0 { return "\(totalName) is 0" }
  if part > total { return "\(partName) is \(levelText(part)) of \(levelText(total)) \(totalName)" }
  return nil
}

/// Shares with those outside 0...1 set to NaN.
func screenedShares(_ shares: [Double], role: Role) throws(StudyError) -> (
  shares: [Double], dropped: [DroppedCell]
) {
  var screen = RowScreen(role)
  var kept = shares
  for row in shares.indices where !shares[row].isNaN {
    let share = shares[row]
    let reason =
      share < 0 || share > 1 ? "\(levelText(100 * share))% is not between 0 and 100%" : nil
    if !screen.check(row: row, impossible: reason) { kept[row] = .nan }
  }
  return (kept, try screen.finish())
}

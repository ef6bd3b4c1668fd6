import Concord
import Foundation
import Testing

/// Foundation shows the message of an error of any module, not its type and a number.
@Suite struct LocalizedErrorTests {
  private static let errors: [any Error & CustomStringConvertible] = [
    TableError.noColumn("collab", closest: "collaboration"),
    FormulaError.noColumn("collab", closest: nil),
    LinearAlgebraError.notPositiveDefinite(order: 2),
    ModelingError.noRows(total: 3, filteredOut: 3, reasons: []),
    InferenceError.unknownEstimator(name: "HC9", allowed: ["HC1"]),
  ]

  @Test func messagesAreWhatFoundationShows() {
    for error in Self.errors {
      let shown = (error as any Error).localizedDescription
      #expect(shown == error.description)
    }
    #expect(
      (TableError.noColumn("collab", closest: "collaboration") as any Error).localizedDescription
        == "no column \"collab\"; the closest is \"collaboration\"")
  }
}

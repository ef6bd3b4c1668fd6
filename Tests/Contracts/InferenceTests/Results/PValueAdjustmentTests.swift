import TestSupport
import Testing

@testable import Inference

struct PValueAdjustmentTests {
  static let pValues = [0.001, 0.012, 0.019, 0.04, 0.041, 0.2, 0.6]

  // stats::p.adjust of R 4.2.2; Šidák's from its formula in 30 digits (mpmath 1.3).
  static let wanted: [(PValueAdjustment, [Double])] = [
    (.none, pValues),
    (.bonferroni, [0.007, 0.084, 0.133, 0.28, 0.287, 1, 1]),
    (.holm, [0.007, 0.072, 0.095, 0.16, 0.16, 0.4, 0.6]),
    (.fdr, [0.007, 0.042, 0.044333333333333336, 0.0574, 0.0574, 0.23333333333333336, 0.6]),
    (
      .sidak,
      [
        0.006979034965020993, 0.0810357594446059438, 0.125654555434651705, 0.24855252189184,
        0.254014733289245587, 0.7902848, 0.9983616,
      ]
    ),
  ]

  @Test(arguments: wanted)
  func agreesWithR(_ adjustment: PValueAdjustment, _ want: [Double]) throws {
    let tight = Tolerance(.relative(1e-14), because: "one product, or one power")
    expectClose(try adjustment.adjust(Self.pValues), want, within: tight)
    // Any order gives the same, value for value.
    let order = [4, 0, 6, 2, 5, 1, 3]
    expectClose(
      try adjustment.adjust(order.map { Self.pValues[$0] }), order.map { want[$0] }, within: tight)
  }

  @Test func tiesAndEndsAreKept() throws {
    #expect(try PValueAdjustment.holm.adjust([0.01, 0.01]) == [0.02, 0.02])
    #expect(try PValueAdjustment.fdr.adjust([0.01, 0.01]) == [0.01, 0.01])
    for adjustment in PValueAdjustment.allCases {
      #expect(try adjustment.adjust([0, 1, 1]) == [0, 1, 1])
      #expect(try adjustment.adjust([Double]()) == [])
      #expect(try adjustment.adjust([0.3]) == [0.3], "\(adjustment)")
    }
  }

  @Test func missingValuesAreNotTests() throws {
    #expect(try PValueAdjustment.bonferroni.adjust([0.1, nil, 0.2]) == [0.2, nil, 0.4])
  }

  @Test(arguments: [-0.1, 1.5, .nan, .infinity])
  func valuesOutsideAreNamed(_ value: Double) {
    do {
      _ = try PValueAdjustment.holm.adjust([0.5, value])
      Issue.record("\(value) was taken")
    } catch {
      #expect(error.description.contains("number 2"))
    }
  }
}

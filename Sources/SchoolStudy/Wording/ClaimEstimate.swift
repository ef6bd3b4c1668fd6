/// A number that answers a claim, with its interval.
package struct ClaimEstimate: Sendable, Equatable {
  /// The estimate, in the claim's unit.
  package let value: Double
  /// The lower end of the interval.
  package let lower: Double
  /// The upper end of the interval.
  package let upper: Double
  /// The p-value of no difference, if it was tested.
  package let pValue: Double?

  /// An estimate, or nil where the value or an end of its interval is not finite, which says that the
  /// data do not determine it.
  package init?(_ value: Double, lower: Double, upper: Double, pValue: Double? = nil) {
    guard value.isFinite, lower.isFinite, upper.isFinite, lower <= upper else { return nil }
    self.value = value
    self.lower = lower
    self.upper = upper
    self.pValue = pValue.flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether the interval leaves out the value that stands for no difference.
  func excludes(_ none: Double) -> Bool { lower > none || upper < none }

  /// Whether a number lies in the interval.
  func contains(_ number: Double) -> Bool { lower <= number && number <= upper }
}

/// What a sentence needs besides the numbers: the levels compared, the model, and how sure its intervals
/// are.
package struct ClaimContext: Sendable, Equatable {
  /// The levels, by role.
  package let levels: [ClaimLevels]
  /// The model behind the figures.
  package let model: ClaimModel
  /// The coverage of the intervals, such as 0.95.
  package let confidence: Double
  /// Sentences on what the answer rests on, where that is one district.
  package let foundations: [String]

  /// A context for the wording of claims.
  package init(
    levels: [ClaimLevels], model: ClaimModel, confidence: Double = 0.95, foundations: [String] = []
  ) {
    self.levels = levels
    self.model = model
    self.confidence = confidence
    self.foundations = foundations
  }

  /// The levels of a role, if it has any.
  func levels(of role: String) -> ClaimLevels? { levels.first { $0.role == role } }
}

/// The unit in which a difference is written, and with how many decimals.
struct GapUnit: Sendable, Equatable {
  /// The unit's noun: "percentage point", "point".
  let noun: String
  /// What follows the unit the first time: the scale it is on, or nothing.
  let scale: String
  /// The decimals of a difference of 1 or more.
  let decimals: Int

  static let percentagePoints = GapUnit(noun: "percentage point", scale: "", decimals: 1)

  /// Points of a column's own scale.
  static func points(of column: String) -> GapUnit {
    GapUnit(noun: "point", scale: " on the scale of “\(column)”", decimals: 2)
  }

  /// Enough decimals for the larger end of an interval to show two digits.
  func decimals(for estimate: ClaimEstimate) -> Int {
    let size = max(estimate.lower.magnitude, estimate.upper.magnitude, estimate.value.magnitude)
    if size >= 1 || size == 0 { return decimals }
    if size >= 0.1 { return max(decimals, 2) }
    if size >= 0.01 { return 3 }
    return size >= 0.001 ? 4 : 6
  }

  /// A size with its unit: "12.5 percentage points", "1 point".
  func text(_ size: Double, decimals: Int) -> String {
    let number = decimalText(size.magnitude, decimals: decimals)
    return "\(number) \(number == "1" ? noun : noun + "s")"
  }
}

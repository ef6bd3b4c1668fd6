import Tables

/// A value of a variable to predict at, as a reader would name it.
public enum Level: Sendable, Hashable, Codable {
  /// A number in the variable's own units.
  case value(Double)
  /// A percentile, 0 to 100, of the variable over the rows used.
  case percentile(Double)
  /// The mean over the rows used, plus so many standard deviations.
  case meanPlus(standardDeviations: Double)
  /// A category.
  case category(String)

  /// The mean over the rows used.
  public static var mean: Level { .meanPlus(standardDeviations: 0) }

  /// Reads a level as the command line writes it: `2.5`, `p90`, `median`, `mean`, `mean+1sd`,
  /// `mean-sd`, or the name of a category. Blanks around it do not count.
  public init(_ text: String) {
    let text = text.trimmingBlanks
    let word = text.filter { $0 != " " }
    if let number = Double(word), number.isFinite {
      self = .value(number)
    } else if let percentile = Level.percentile(named: word.lowercased()) {
      self = percentile
    } else if let mean = Level.mean(named: word.lowercased()) {
      self = mean
    } else {
      self = .category(text)
    }
  }

  private static func percentile(named word: String) -> Level? {
    guard word.hasPrefix("p"), let number = Double(word.dropFirst()), (0...100).contains(number)
    else { return word == "median" ? .percentile(50) : nil }
    return .percentile(number)
  }

  private static func mean(named word: String) -> Level? {
    guard word.hasPrefix("mean") else { return nil }
    let rest = word.dropFirst(4)
    if rest.isEmpty { return .mean }
    guard let sign = rest.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    var count = rest.dropFirst()
    guard count.hasSuffix("sd") else { return nil }
    count = count.dropLast(2)
    guard let number = count.isEmpty ? 1 : Double(count), number.isFinite else { return nil }
    return .meanPlus(standardDeviations: sign == "+" ? number : -number)
  }
}

/// A level made definite by the rows a model was fitted to.
public struct ResolvedLevel: Sendable, Hashable, Codable {
  /// The variable.
  public let variable: String
  /// What was asked for.
  public let level: Level
  /// The value it came to.
  public let setting: Setting

  /// A number or a category.
  public enum Setting: Sendable, Hashable, Codable {
    /// A number in the variable's units.
    case number(Double)
    /// One of the variable's categories.
    case category(String)
  }

  /// A level made definite.
  public init(variable: String, level: Level, setting: Setting) {
    self.variable = variable
    self.level = level
    self.setting = setting
  }

  /// The number, if it is one.
  public var number: Double? {
    if case .number(let value) = setting { value } else { nil }
  }

  /// The level in words: `10th percentile`, `mean + 1 SD`, or nothing for a plain value.
  public var origin: String? {
    switch level {
    case .value, .category: nil
    case .percentile(let percent): ordinal(percent) + " percentile"
    case .meanPlus(let count):
      count == 0 ? "mean" : "mean \(count < 0 ? "−" : "+") \(trimmed(count.magnitude)) SD"
    }
  }
}

/// 10 as `10th`, 2.5 as `2.5th`.
private func ordinal(_ percent: Double) -> String {
  guard percent == percent.rounded() else { return trimmed(percent) + "th" }
  let number = Int(percent)
  let suffix =
    switch (number % 10, number % 100) {
    case (_, 11...13): "th"
    case (1, _): "st"
    case (2, _): "nd"
    case (3, _): "rd"
    default: "th"
    }
  return "\(number)\(suffix)"
}

/// 4 as `4`, 2.5 as `2.5`.
package func trimmed(_ value: Double) -> String {
  value == value.rounded() && value.magnitude < 1e15 ? String(Int(value)) : "\(value)"
}

extension String {
  fileprivate var trimmingBlanks: String {
    let start = drop { $0 == " " }
    return String(start.reversed().drop { $0 == " " }.reversed())
  }
}

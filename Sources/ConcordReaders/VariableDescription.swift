/// What a file says about one of its columns beyond the values.
public struct VariableDescription: Sendable, Equatable {
  /// A value that has a name.
  public struct ValueLabel: Sendable, Equatable {
    /// The value as text: a number, the letter of a missing value such as `.a`, or a text.
    public let value: String
    /// Its name.
    public let label: String
  }

  /// A reason for missing cells.
  public struct MissingReason: Sendable, Equatable {
    /// The value that marks them: `.` where none was given, `.a` to `.z`, `._`, a number or text that the
    /// file or the options declare missing, an error of a spreadsheet such as `#N/A`.
    public let code: String
    /// The name of that value, where it has one.
    public let label: String?
    /// The number of such cells.
    public let count: Int
  }

  /// How the values were taken.
  public enum Reading: Sendable, Equatable {
    /// As they are.
    case plain
    /// As categories, whose levels are the value labels in the order of their values.
    case labels
    /// Dates and times, as days since 1970-01-01.
    case days
  }

  /// The name of the column in the table.
  public let name: String
  /// The file's sentence on the variable, where it has one.
  public let label: String?
  /// The named values, in the order of the values.
  public let valueLabels: [ValueLabel]
  /// Why cells are missing.
  public let missing: [MissingReason]
  /// How the values were taken.
  public let reading: Reading
}

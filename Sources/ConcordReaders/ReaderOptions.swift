public import Tables

/// How a file is to be read.
public struct ReaderOptions: Sendable, Equatable {
  /// A sheet of a spreadsheet.
  public enum Sheet: Sendable, Equatable {
    /// By its name.
    case name(String)
    /// By its position, from 1.
    case number(Int)
  }

  /// How text is read: that of a compressed file, and that of a sheet's cells.
  ///
  /// In statistical files too, its words for missing values hold, numbers by value; its text columns
  /// are categories by the texts of their values; its number columns are the values of variables that
  /// have labels; its encoding is that of a file which names none or a wrong one.
  public var text: CSVOptions
  /// The sheet to read; nil for the first.
  public var sheet: Sheet?
  /// How many times its own size a compressed file may come to when unpacked. What stays below
  /// ``alwaysUnpacked`` is not limited.
  public var unpackLimit: Int

  /// The number of bytes that any compressed file may come to: 64 MB.
  public static let alwaysUnpacked = 64 << 20
  /// The ``unpackLimit`` where none is given. Files of numbers rarely pass 20 times, and never in good
  /// faith 200.
  public static let defaultUnpackLimit = 200

  /// How a file is to be read.
  ///
  /// - Precondition: `unpackLimit` is at least 1.
  public init(
    text: CSVOptions = CSVOptions(), sheet: Sheet? = nil, unpackLimit: Int = defaultUnpackLimit
  ) {
    precondition(unpackLimit >= 1, "an unpack limit of \(unpackLimit)")
    self.text = text
    self.sheet = sheet
    self.unpackLimit = unpackLimit
  }

  /// The number of bytes that a file of some size may come to.
  func unpackedBytes(from size: Int) -> Int {
    let (product, overflows) = size.multipliedReportingOverflow(by: unpackLimit)
    return overflows ? .max : max(Self.alwaysUnpacked, product)
  }
}

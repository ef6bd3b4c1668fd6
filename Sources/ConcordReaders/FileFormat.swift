/// A file format read by this module, with the package trait that enables it.
public enum FileFormat: Sendable, Equatable, CaseIterable {
  /// Stata, `.dta`.
  case stata
  /// SPSS, `.sav` and `.zsav`.
  case spss
  /// SAS, `.sas7bdat`.
  case sas
  /// A file compressed by gzip, such as `.csv.gz`.
  case gzip
  /// A spreadsheet, `.xlsx`.
  case spreadsheet

  /// The format of a file by its first bytes, or, where they do not tell, by its name; nil for
  /// anything else, such as CSV.
  ///
  /// - Parameters:
  ///   - start: the first 32 bytes, or fewer if the file is shorter.
  ///   - name: the name of the file.
  public init?(start: some Collection<UInt8>, name: String) {
    for (format, magic) in Self.magicNumbers where start.starts(with: magic) {
      self = format
      return
    }
    let parts = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count > 1, let ending = parts.last else { return nil }
    switch ending {
    case "dta": self = .stata
    case "sav", "zsav": self = .spss
    case "sas7bdat": self = .sas
    case "gz": self = .gzip
    case "xlsx", "xlsm": self = .spreadsheet
    default: return nil
    }
  }

  /// First bytes that no CSV file has. Stata's formats before 117 begin with a version number, which
  /// is not enough to tell them by.
  private static let magicNumbers: [(FileFormat, [UInt8])] = [
    (.stata, Array("<stata_dta>".utf8)),
    (.spss, Array("$FL2@(#)".utf8)), (.spss, Array("$FL3@(#)".utf8)),
    (.sas, [UInt8](repeating: 0, count: 12) + [0xC2, 0xEA, 0x81, 0x60]),
    (.gzip, [0x1F, 0x8B]),
    (.spreadsheet, [0x50, 0x4B, 0x03, 0x04]),
  ]

  /// Whether this build has the format's trait.
  public var isEnabled: Bool {
    switch self {
    case .stata, .spss, .sas:
      #if StatisticalFiles
        true
      #else
        false
      #endif
    case .gzip:
      #if Compression
        true
      #else
        false
      #endif
    case .spreadsheet:
      #if Spreadsheets
        true
      #else
        false
      #endif
    }
  }

  /// The package trait that enables the format.
  public var trait: String {
    switch self {
    case .stata, .spss, .sas: "StatisticalFiles"
    case .gzip: "Compression"
    case .spreadsheet: "Spreadsheets"
    }
  }

  /// The command that builds the program with every format, from the root of a clone on Debian.
  public static let enablingCommand =
    "$(command -v sudo) apt-get install --yes libreadstat-dev zlib1g-dev libexpat1-dev"
    + " && swift build -c release --enable-all-traits"

  /// The format in words, as in "is a Stata file".
  var description: String {
    switch self {
    case .stata: "a Stata file"
    case .spss: "an SPSS file"
    case .sas: "a SAS file"
    case .gzip: "compressed by gzip"
    case .spreadsheet: "an .xlsx spreadsheet"
    }
  }
}

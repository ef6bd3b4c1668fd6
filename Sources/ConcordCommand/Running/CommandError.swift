import Concord

/// How a run ends, by the conventions of BSD's sysexits.
enum ExitStatus: Int32, Sendable {
  case usage = 64
  case data = 65
  case file = 66
  case internalError = 70
  case output = 74
}

/// An error as the command line reports it.
struct CommandError: Error, Sendable, Equatable {
  let status: ExitStatus
  /// Stable, for programs.
  let code: String
  /// What, where and the mend.
  let message: String
  /// Where: column, row, line or position, as far as known.
  let location: [Place]

  /// A named part of a location.
  struct Place: Sendable, Equatable {
    let key: String
    let value: JSONValue

    init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  init(_ status: ExitStatus, code: String, _ message: String, location: [Place] = []) {
    self.status = status
    self.code = code
    self.message = message
    self.location = location
  }
}

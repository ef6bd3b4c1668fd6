/// What a run of the program was given beside its arguments' text.
struct ProgramContext: Sendable {
  /// The bytes of the arguments that are not UTF-8, by the text that stands for them.
  var bytes: [String: [UInt8]] = [:]
  /// The most threads there can be; nil for any number.
  var mostThreads: Int?

  /// The context of this run; empty where the command line is called as a library.
  @TaskLocal static var current = ProgramContext()
}

#if os(Linux)
  import Foundation
  import TestSupport
  import Testing

  private let hasScript = FileManager.default.isExecutableFile(atPath: "/usr/bin/script")

  /// Long work says how far it is on a terminal, and nowhere else.
  @Suite("Progress of the command")
  struct ProgressLineTests {
    private static let bootstrap =
      "$C fit pupils.csv 'y ~ x + (1 + x | g)' --intervals bootstrap --draws 1000000"

    private func folder() throws -> Folder {
      let folder = try Folder()
      try folder.write(
        PupilsFile.text("y,x,g") { "\($0.y),\($0.x),g\($0.group)" }, to: "pupils.csv")
      return folder
    }

    /// `script` gives the program a terminal.
    @Test(.endsInTime, .enabled(if: hasScript)) func isShownOnATerminal() throws {
      let folder = try folder()
      let line = "exec timeout 6 \(Self.bootstrap)"
      try folder.write(line + "\n", to: "long.sh")
      _ = try BuiltProgram().shell("script -qec 'sh long.sh' shown > /dev/null", in: folder.url)
      let shown = try String(contentsOf: folder.url.appending(path: "shown"), encoding: .utf8)
      let counts = shown.matches(of: /draws: (\d+) of 1000000/).compactMap { Int($0.1) }
      #expect(counts.count > 1 && zip(counts, counts.dropFirst()).allSatisfy { $0 < $1 })
      #expect(!shown.contains("\u{1B}"))
    }

    @Test(.endsInTime, .enabled(if: hasScript)) func shortWorkShowsNothing() throws {
      let folder = try folder()
      try folder.write("$C fit pupils.csv 'y ~ x'\n", to: "short.sh")
      _ = try BuiltProgram().shell("script -qec 'sh short.sh' shown > /dev/null", in: folder.url)
      let shown = try String(contentsOf: folder.url.appending(path: "shown"), encoding: .utf8)
      #expect(shown.contains("Linear model") && !shown.contains(" of " + "1 "))
      #expect(!shown.contains("bytes of"))
    }

    @Test(.endsInTime) func nothingGoesToAFile() throws {
      let folder = try folder()
      let result = try BuiltProgram().shell("timeout 4 \(Self.bootstrap)", in: folder.url)
      #expect(result.exitCode == 124, "\(result)")
      #expect(!result.error.contains("draws:") && result.output.isEmpty)
    }
  }
#endif

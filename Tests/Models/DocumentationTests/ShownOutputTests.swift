import Testing

/// The comparison itself can fail.
@Suite struct ShownOutputTests {
  private let output = ["a 1", "", "b 2", "c 3", "d 4"]

  @Test(arguments: [
    ["a 1", "", "b 2", "c 3", "d 4"], ["a 1", "…"], ["…", "b 2", "c 3", "…"], ["…", "d 4"],
    ["a 1", "…", "c 3", "…"], ["…"],
  ])
  func acceptsWhatWasPrinted(_ shown: [String]) {
    #expect(ShownOutput(shown).mismatch(with: output) == nil)
  }

  @Test(arguments: [
    ["a 1", "", "b 2", "c 3"], ["a 2", "…"], ["b 2", "…"], ["…", "c 3"], ["…", "b 2", "d 4", "…"],
    ["…", "c 3", "…", "b 2", "…"], ["a 1", "", "b 2", "c 3", "d 4", "e 5"],
  ])
  func refusesWhatWasNot(_ shown: [String]) {
    #expect(ShownOutput(shown).mismatch(with: output) != nil)
  }

  @Test func findsRunsAgain() {
    let new = ["a 9", "", "b 8", "c 7", "d 6"]
    #expect(ShownOutput(["…", "b 2", "c 3", "…"]).updated(from: new) == ["…", "b 8", "c 7", "…"])
    #expect(ShownOutput(["a 1", "…"]).updated(from: new) == ["a 9", "…"])
    #expect(ShownOutput(output).updated(from: new) == new)
    #expect(ShownOutput(["…", "x 2", "…"]).updated(from: new) == nil)
    let more = ["h", "warning", "a 9", "", "b 8", "c 7"]
    #expect(
      ShownOutput(["…", "a 1", "", "b 2", "…"]).updated(from: more) == ["…"] + more[2...4] + ["…"])
    #expect(ShownOutput(["h", "", "b 2", "…"]).updated(from: more) == more[...4] + ["…"])
  }

  @Test func wordsAreSplitAsAShellDoes() throws {
    let line = try ShellLine(
      #"concord fit a.csv '`x y` ~ z' --where "a == 'b'" --at c=1\ 2 > out.json"#)
    #expect(
      line.words == [
        "concord", "fit", "a.csv", "`x y` ~ z", "--where", "a == 'b'", "--at", "c=1 2",
      ])
    #expect(line.output == "out.json")
    #expect(throws: ShellLine.Unsupported.self) { try ShellLine("concord study | head") }
    #expect(throws: ShellLine.Unsupported.self) { try ShellLine("concord fit 'a") }
  }
}

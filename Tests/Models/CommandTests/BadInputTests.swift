import Foundation
import TestSupport
import Testing

@Suite("Bad input ends in a code and a message")
struct BadInputTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    for file in BadInput.contents { try folder.write(file.bytes, to: file.name) }
  }

  @Test(.endsInTime, arguments: BadInput.all)
  func saysWhatIsWrong(_ input: BadInput) throws {
    let result = folder.run(input.arguments)
    #expect(result.exitCode == input.exitCode, "\(result.standardError)")
    #expect(
      input.message.isEmpty || result.standardError.contains(input.message),
      "\(result.standardError)")
    if input.exitCode == 0 {
      #expect(!result.standardOutput.isEmpty)
    } else {
      #expect(result.standardOutput == "")
      // What was noticed in reading comes before.
      let lines = result.standardError.split(separator: "\n").drop { $0.hasPrefix("note: ") }
      #expect(lines.first?.hasPrefix("error: ") == true)
    }
    expectPresentable(result.standardError)
  }

  @Test func thereAreEnough() {
    #expect(BadInput.all.count >= 150)
  }
}

/// Messages are for people.
func expectPresentable(_ message: String) {
  for word in unpresentableWords { #expect(!message.contains(word), "\(message)") }
}

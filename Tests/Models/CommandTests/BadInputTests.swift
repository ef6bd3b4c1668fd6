import Foundation
import Testing

@Suite("Bad input ends in a code and a message")
struct BadInputTests {
  let folder: Folder

  init() throws {
    folder = try Folder()
    for file in BadInput.contents { try folder.write(file.bytes, to: file.name) }
  }

  @Test(.timeLimit(.minutes(6)), arguments: BadInput.all)
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
      #expect(result.standardError.hasPrefix("error: "))
    }
    expectPresentable(result.standardError)
  }

  @Test func thereAreEnough() {
    #expect(BadInput.all.count >= 150)
  }
}

/// Messages are for people: no type names, no traps, no source files.
func expectPresentable(_ message: String) {
  let words = [
    "fatal", "Fatal", "Optional(", "Error(", ".swift", "Sources/", "nil", "precondition",
    "TableError", "FormulaError", "ModelingError", "InferenceError", "EffectsError", "RandomTerm",
    "LinearAlgebraError", "CommandError", "StudyError",
    "MixedModelsError", "OptimizationError", "Swift.", "0x",
  ]
  for word in words { #expect(!message.contains(word), "\(message)") }
}

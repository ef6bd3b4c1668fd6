/// What has no place in a message for people: type names, traps, source files.
///
/// The fuzzing program looks for the same words.
let unpresentableWords = [
  "fatal", "Fatal", "Optional(", "Error(", ".swift", "Sources/", "nil", "precondition",
  "TableError", "FormulaError", "ModelingError", "InferenceError", "EffectsError", "RandomTerm",
  "LinearAlgebraError", "CommandError", "StudyError", "MixedModelsError", "OptimizationError",
  "Swift.", "0x",
]

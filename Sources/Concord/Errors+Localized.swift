import FoundationEssentials

// Foundation's `localizedDescription` of any error is then the message with its remedy, and not the
// type's name and a number. Here, so that the numerical modules need no Foundation.
extension TableError: LocalizedError {}
extension FormulaError: LocalizedError {}
extension LinearAlgebraError: LocalizedError {}
extension OptimizationError: LocalizedError {}
extension ModelingError: LocalizedError {}
extension InferenceError: LocalizedError {}
extension EffectsError: LocalizedError {}
extension MixedModelsError: LocalizedError {}
extension ModelRequestError: LocalizedError {}
extension OrdinalError: LocalizedError {}
extension StudyError: LocalizedError {}

extension LocalizedError where Self: CustomStringConvertible {
  /// The message: what was asked, what was found, where, and what to try.
  public var errorDescription: String? { description }
}

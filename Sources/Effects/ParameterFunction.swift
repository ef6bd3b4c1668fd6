import Inference
import Modeling
import Tables

/// A smooth function of parameters by their names, such as an indirect effect.
///
/// ```swift
/// let indirect = ParameterFunction("indirect effect", of: ["mediator: x", "outcome: m"]) { $0[0] * $0[1] }
/// let answer = try stack.inference(using: .clustered(by: "district", correction: .cr1)).ask(indirect)
/// ```
/// The delta method takes its gradient, which follows from how it is written; the bootstrap its values. An
/// interval by the delta method is symmetric, which that of a product is not in small samples: there the
/// bootstrap's percentiles are better (MacKinnon, Lockwood & Williams 2004, Multivariate Behavioral Research
/// 39:99).
public struct ParameterFunction: Estimand {
  /// What it is called.
  public let label: String
  /// The parameters it takes, in their order.
  public let names: [String]
  private let function: @Sendable ([DualNumber]) -> DualNumber

  /// A function of parameters.
  ///
  /// - Parameters:
  ///   - label: what it is called.
  ///   - names: the parameters.
  ///   - function: takes them in this order.
  public init(
    _ label: String, of names: [String],
    _ function: @escaping @Sendable ([DualNumber]) -> DualNumber
  ) {
    self.label = label
    self.names = names
    self.function = function
  }

  /// The question in words.
  public var record: QuestionRecord { QuestionRecord(kind: "function", words: label) }

  /// One quantity.
  ///
  /// - Throws: ``EffectsError/unknownParameter(name:closest:)``, and
  ///   ``EffectsError/undefinedFunction(label:)`` where the function or its gradient is not finite.
  public func functionals(of subject: Subject) throws -> [Functional] {
    let known = subject.fit.parameters.names
    let positions = try names.map { name in
      guard let position = known.firstIndex(of: name) else {
        throw EffectsError.unknownParameter(
          name: name, closest: nearestName(to: name, among: known))
      }
      return position
    }
    let found = function(
      positions.indices.map { place in
        var derivatives = [Double](repeating: 0, count: positions.count)
        derivatives[place] = 1
        return DualNumber(
          value: subject.parameters[positions[place]], derivatives: derivatives)
      })
    guard found.value.isFinite, found.derivatives.allSatisfy(\.isFinite) else {
      throw EffectsError.undefinedFunction(label: label)
    }
    var gradient = [Double](repeating: 0, count: subject.parameters.count)
    for (position, slope) in zip(positions, found.derivatives) { gradient[position] += slope }
    return [Functional(label: label, value: found.value, gradient: gradient)]
  }
}

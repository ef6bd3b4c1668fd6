import Modeling

/// A fit with random effects: what multilevel analysts ask of it beside its coefficients.
///
/// The one refinement of ``Estimated``: its records are those of this module, which the modules below can't
/// name.
public protocol MultilevelFit: Estimated, GroupMeans {
  /// The variances and correlations of the random effects, term by term.
  var varianceComponents: [VarianceComponent] { get }
  /// The deviance as the program HLM prints it; nil where it is not known.
  var hlmDeviance: Double? { get }

  /// The random effects as estimated, grouping by grouping.
  func conditionalModes() throws -> [ConditionalModes]
  /// The shares of fixed and random effects in the variance.
  ///
  /// - Throws: ``MixedModelsError`` where a family and link have none.
  func varianceDecomposition() throws -> VarianceDecomposition
  /// How well each group's own effects are told; empty where that is not defined.
  func coefficientReliabilities() -> [CoefficientReliability]
  /// Intervals by the profile likelihood.
  func profileIntervals(level: Double) throws -> [ProfileInterval]
  /// Refits to data drawn from the model.
  func parametricBootstrap(draws: Int, seed: UInt64) throws -> ParametricBootstrap
  /// Tests a smaller model of the same kind with data drawn from it.
  func parametricBootstrapTest(of smaller: Self, draws: Int, seed: UInt64) throws -> BootstrapTest
  /// Responses drawn from the model, with effects of its groups or of new ones.
  func simulatedResponses(count: Int, seed: UInt64, effects: EffectsInDraws) throws
    -> SimulatedResponses
}

extension MultilevelFit {
  /// Not known.
  public var hlmDeviance: Double? { nil }
  /// None.
  public func coefficientReliabilities() -> [CoefficientReliability] { [] }

  /// Tests a smaller model against this one with data drawn from the smaller one.
  ///
  /// - Throws: ``MixedModelsError/notComparable(smaller:larger:difference:)`` for a model of another kind,
  ///   and what ``parametricBootstrapTest(of:draws:seed:)`` throws.
  public func bootstrapTest(
    of smaller: any MultilevelFit, draws: Int, seed: UInt64
  ) throws -> BootstrapTest {
    // Both have to be of one type, which their kinds could not tell the compiler.
    guard let smaller = smaller as? Self else {
      throw MixedModelsError.notComparable(
        smaller: smaller.description.formula, larger: description.formula,
        difference: "one is a linear mixed model and the other is not")
    }
    return try parametricBootstrapTest(of: smaller, draws: draws, seed: seed)
  }
}

extension Estimated {
  /// The fit as one with random effects; nil for others.
  public var multilevel: (any MultilevelFit)? {
    // The only place that looks at a fit's type: records of random effects belong to this module, and a
    // property of `Estimated` could not name them.
    self as? any MultilevelFit
  }
}

extension RandomEffectsDesign {
  /// The random terms, as comparisons of models look at them.
  var terms: [RandomEffectsTerm] {
    blocks.flatMap { block in
      block.terms.map { RandomEffectsTerm(grouping: block.columns, effects: Set($0.names)) }
    }
  }
}

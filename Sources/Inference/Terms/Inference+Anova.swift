import LinearAlgebra
import Modeling

extension Inference where Fit: LikelihoodModel & SandwichSource {
  /// An analysis of variance, or of deviance, of the terms.
  ///
  /// - Least squares with the classical covariance: sums of squares, with F tests over the residual
  ///   mean square.
  /// - Generalized models with the classical covariance: likelihood-ratio tests of models fitted again
  ///   without the term, chi-squared where the dispersion is known; F tests of the deviances where it
  ///   is estimated. Type III of a fit whose coding is not sum-to-zero would need models in another
  ///   coding; where that matters the tests are Wald tests, and a note says so. The intercept is not
  ///   tested by likelihood ratios.
  /// - Any other covariance: the Wald tests of ``termTests(type:)``.
  ///
  /// - Throws: ``InferenceError`` where a hypothesis or its test is not defined, and what fitting
  ///   again throws.
  /// - Complexity: least squares O(p³) a term; otherwise one or two fits a term.
  public func anova(type: AnovaType = .two) throws -> AnovaTable {
    guard covariance.description.name == fit.classicalCovariance.description.name else {
      return try termTests(type: type)
    }
    let ingredients = fit.sandwichIngredients()
    return fit.isLeastSquares(ingredients)
      ? try sumsOfSquares(type: type, meanSquare: ingredients.dispersion)
      : try deviances(type: type, dispersion: ingredients.dispersion)
  }

  private func sumsOfSquares(type: AnovaType, meanSquare: Double) throws -> AnovaTable {
    let terms = ModelTerms(fit)
    let rows = try hypotheses(terms, type: type).map { hypothesis in
      let test = try waldTest(restrictions: hypothesis.restrictions)
      return AnovaRow(
        term: hypothesis.term, test: test,
        sumOfSquares: test.statistic * test.degreesOfFreedom * meanSquare)
    }
    return AnovaTable(
      type: type,
      rows: rows
        + residualRow(
          after: rows, sumOfSquares: meanSquare * fit.residualDegreesOfFreedom),
      notes: ["F tests with the residual mean square"] + terms.notes)
  }

  private func deviances(type: AnovaType, dispersion: Double) throws -> AnovaTable {
    let terms = ModelTerms(fit)
    if type == .three {
      let separable = try typeThreeHypotheses(fit, terms: terms).allSatisfy { hypothesis in
        terms.entries.first { $0.name == hypothesis.term }.map {
          $0.isIntercept || isAbout($0.positions, hypothesis.restrictions)
        } ?? false
      }
      if !separable {
        let table = try termTests(type: type)
        return AnovaTable(
          type: type, rows: table.rows,
          notes: table.notes + [
            "Wald tests rather than likelihood ratios, since terms contain one another and the fit "
              + "is not in sum-to-zero coding"
          ])
      }
    }
    let ladder = DevianceLadder(fit: fit, terms: terms, dispersion: dispersion)
    let rows = try terms.entries.indices.filter { !terms.entries[$0].isIntercept }.map {
      try ladder.row(of: $0, type: type)
    }
    return AnovaTable(
      type: type, rows: rows + residualRow(after: rows), notes: [ladder.note] + terms.notes)
  }

  /// Whether restrictions concern some coefficients only, so that they can be tested by leaving
  /// those out.
  private func isAbout(_ positions: [Int], _ restrictions: Matrix) -> Bool {
    let own = Set(positions)
    return (0..<restrictions.columnCount).allSatisfy { column in
      own.contains(column)
        || restrictions.column(column).allSatisfy { $0.magnitude < 1e-9 }
    }
  }
}

/// Models with and without a term.
private struct DevianceLadder<Fit: LikelihoodModel & SandwichSource> {
  let fit: Fit
  let terms: ModelTerms
  let dispersion: Double

  /// Whether the dispersion is known, so that a difference of deviances is chi-squared.
  private var isKnown: Bool {
    if case .normal = fit.classicalCovariance.reference { return true }
    return false
  }

  var note: String {
    isKnown ? "likelihood-ratio tests" : "F tests of deviances over the estimated dispersion"
  }

  func row(of index: Int, type: AnovaType) throws -> AnovaRow {
    let entry = terms.entries[index]
    let after = type == .three ? [] : terms.surroundings(of: index, type: type).after
    let all = Set(fit.coefficients.values.indices)
    let larger = all.subtracting(after)
    let with = try model(larger)
    let without = try model(larger.subtracting(entry.positions))
    let count = entry.positions.count
    if isKnown, let more = with.logLikelihood, let less = without.logLikelihood {
      return AnovaRow(
        term: entry.name,
        test: WaldTest(chiSquared: max(0, 2 * (more - less)), restrictions: count))
    }
    let difference = max(0, without.deviance - with.deviance)
    return AnovaRow(
      term: entry.name,
      test: WaldTest(
        f: difference / Double(count) / dispersion, restrictions: count,
        denominator: fit.residualDegreesOfFreedom, rule: "residual"))
  }

  private func model(_ positions: Set<Int>) throws -> Fit {
    if positions.count == fit.coefficients.values.count { return fit }
    return try fit.refitted(
      toDesignColumns: positions.sorted().map { fit.coefficients.designColumns[$0] })
  }
}

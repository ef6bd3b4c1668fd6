import LinearAlgebra
import Modeling

extension Inference {
  /// An analysis of variance, or of deviance, of the terms.
  ///
  /// - Least squares with the classical covariance: sums of squares, with F tests over the residual
  ///   mean square.
  /// - Generalized models with the classical covariance: likelihood-ratio tests of models fitted again
  ///   without the term, chi-squared where the dispersion is known; F tests of the deviances where it
  ///   is estimated. A shape parameter is estimated anew in each, as θ of the negative binomial family
  ///   (R's `anova` of one such fit keeps θ). Type III of a fit whose coding is not sum-to-zero would need models in another
  ///   coding; where that matters the tests are Wald tests, and a note says so. The intercept is not
  ///   tested by likelihood ratios.
  /// - Any other covariance: the Wald tests of ``termTests(type:)``.
  ///
  /// A term whose hypothesis or test is not defined is a row with the reason, as is one without which
  /// the model can't be fitted.
  ///
  /// - Throws: ``InferenceError`` where the classical covariance is singular.
  /// - Complexity: least squares O(p³) a term; otherwise one or two fits a term.
  public func anova(type: AnovaType = .two) throws -> AnovaTable {
    let own = try fit.modelCovariance(.normal).description.name
    guard covariance.description.name == own, let likelihood = fit.likelihood,
      let refitting = fit.refitting, !likelihood.hasRandomEffects
    else { return try termTests(type: type) }
    if fit.description.kind.refersToStudentT {
      return try sumsOfSquares(type: type, meanSquare: likelihood.dispersion ?? 1)
    }
    return try deviances(type: type, likelihood, refitting)
  }

  private func sumsOfSquares(type: AnovaType, meanSquare: Double) throws -> AnovaTable {
    let terms = try modelTerms()
    let rows = try testedTerms(terms, type: type) { hypothesis, test in
      let squares =
        test.distribution == .f ? test.statistic * test.degreesOfFreedom : test.statistic
      return AnovaRow(term: hypothesis.term, test: test, sumOfSquares: squares * meanSquare)
    }
    let distribution = rows.contains { $0.test == .chiSquared } ? "Chi-squared" : "F"
    return AnovaTable(
      type: type,
      rows: rows
        + residualRow(
          after: rows, sumOfSquares: meanSquare * fit.residualDegreesOfFreedom),
      notes: ["\(distribution) tests with the residual mean square"] + terms.notes)
  }

  private func deviances(
    type: AnovaType, _ likelihood: Likelihood, _ refitting: any Refitting
  ) throws -> AnovaTable {
    let terms = try modelTerms()
    if type == .three {
      let separable = try hypotheses(terms, type: .three).allSatisfy { hypothesis in
        guard case .matrix(let restrictions) = hypothesis.restrictions else { return false }
        return hypothesis.entry.isIntercept || isAbout(hypothesis.entry.positions, restrictions)
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
    let ladder = DevianceLadder(
      parameters: fit.parameters, likelihood: likelihood, refitting: refitting, terms: terms,
      reference: covariance.reference)
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
private struct DevianceLadder {
  let parameters: Parameters
  let likelihood: Likelihood
  let refitting: any Refitting
  let terms: ModelTerms
  let reference: any Reference

  var note: String {
    switch (likelihood.dispersion == nil, reference.isNormal) {
    case (true, true): "likelihood-ratio tests"
    case (false, true): "chi-squared tests of deviances over the estimated dispersion"
    case (true, _): "F tests of deviances"
    case (false, _): "F tests of deviances over the estimated dispersion"
    }
  }

  func row(of index: Int, type: AnovaType) throws -> AnovaRow {
    let entry = terms.entries[index]
    let after = type == .three ? [] : terms.surroundings(of: index, type: type).after
    let all = Set(parameters.columnPositions)
    let larger = all.subtracting(after)
    let count = entry.positions.count
    do {
      let with = try distance(larger)
      let without = try distance(larger.subtracting(entry.positions))
      return AnovaRow(
        term: entry.name, test: test(max(0, without - with), count: count))
    } catch let error as ModelingError {
      return AnovaRow(
        term: entry.name, degreesOfFreedom: count,
        reason: "the model without the term can't be fitted: \(error)")
    }
  }

  /// The test of a difference of deviances or log-likelihoods.
  private func test(_ difference: Double, count: Int) -> WaldTest {
    let scaled = difference / (likelihood.dispersion ?? 1)
    let unit = [Double](repeating: 0, count: parameters.count)
    if let degreesOfFreedom = reference.degreesOfFreedom(unit) {
      return WaldTest(
        f: scaled / Double(count), restrictions: count, denominator: degreesOfFreedom,
        rule: "residual")
    }
    return WaldTest(chiSquared: scaled, restrictions: count)
  }

  /// How far the model of some coefficients is from the responses.
  private func distance(_ positions: Set<Int>) throws -> Double {
    let own = parameters.columnPositions
    if positions.count == own.count { return likelihood.distance }
    let columns = zip(own, parameters.designColumns).filter { positions.contains($0.0) }.map(\.1)
    return try refitting.refit(.columns(columns)).likelihood?.distance ?? .nan
  }
}

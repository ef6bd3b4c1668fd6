import LinearAlgebra
import Optimization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// −2 log L of a linear mixed model at θ, with β and σ² at their best: Bates, Mächler, Bolker & Walker
/// (2015), Journal of Statistical Software 67(1), sections 3.4 and 3.5.
///
///     ML    log|L|² + n (1 + log(2πr²/n)) − Σ log w
///     REML  log|L|² + log|R_X|² + (n − p) (1 + log(2πr²/(n − p))) − Σ log w
///
/// A value costs one factorization; a gradient two thirds more of the dense part again, and the
/// curvature one solve a parameter. None depends on the number of rows.
package final class ProfiledDeviance: SmoothObjective {
  package let structure: LevelStructure
  package let products: MixedCrossProducts
  package let estimation: MixedEstimation
  /// The factor at the last θ.
  package let factor: BlockedCholesky
  /// The solution at the last θ, once a derivative or ``solution()`` asked for it.
  private var current: MixedSolution?
  private var last: (theta: [Double], value: Double)?
  private let inverse: SelectedInverse
  private let logWeightSum: Double
  /// The derivative in every entry of each Λ, free or not, at the last gradient.
  private var unrestricted: [[Double]] = []
  /// The derivative in every entry of each ΛΛ′, as far as it could be told last.
  private var covarianceDerivatives: [[Double]]

  /// - Parameters:
  ///   - structure: the factors.
  ///   - products: the numbers.
  ///   - estimation: REML or ML.
  ///   - logWeightSum: Σ log w.
  package init(
    _ structure: LevelStructure, _ products: MixedCrossProducts, estimation: MixedEstimation,
    logWeightSum: Double = 0
  ) {
    self.structure = structure
    self.products = products
    self.estimation = estimation
    self.logWeightSum = logWeightSum
    covarianceDerivatives = structure.factors.map {
      [Double](repeating: 0, count: $0.effectCount * $0.effectCount)
    }
    factor = BlockedCholesky(structure)
    inverse = SelectedInverse(factor)
  }

  /// n, or n − p for REML.
  package var degreesOfFreedom: Double {
    Double(products.rowCount - (estimation == .reml ? products.fixedCount : 0))
  }

  /// σ² at the last θ.
  package var residualVariance: Double { factor.residualSumOfSquares / degreesOfFreedom }

  /// The deviance at the last θ with σ² held instead of at its best.
  func value(residualVariance: Double) -> Double {
    let fixed = estimation == .reml ? factor.fixedLogDeterminant : 0
    let fit =
      degreesOfFreedom * log(2 * Double.pi * residualVariance)
      + factor.residualSumOfSquares / residualVariance
    return factor.logDeterminant + fixed + fit - logWeightSum
  }

  /// β, u and the scores at the last θ.
  package func solution() -> MixedSolution {
    if let current { return current }
    let found = factor.solution(products)
    current = found
    return found
  }

  /// d(θ); not a number where the factorization breaks down.
  package func value(at theta: [Double]) -> Double {
    if let last, last.theta == theta { return last.value }
    current = nil
    last = nil
    guard theta.allSatisfy(\.isFinite),
      factor.factor(products, lambda: structure.templates.factors(at: theta))
    else { return .nan }
    let count = degreesOfFreedom
    let fit = count * (1 + log(2 * Double.pi * factor.residualSumOfSquares / count))
    let fixed = estimation == .reml ? factor.fixedLogDeterminant : 0
    let value = factor.logDeterminant + fixed + fit - logWeightSum
    last = (theta, value)
    return value
  }

  /// ∂d/∂θ at the last θ: 2 E[r, c] of the determinant, and −2 Σ_g (Z′We)_r u_c / σ² by the envelope
  /// theorem.
  package func gradient() -> [Double] { gradient(residualVariance: residualVariance) }

  /// The same for a σ² that is held.
  func gradient(residualVariance: Double) -> [Double] {
    inverse.invert(factor, includesFixed: estimation == .reml)
    unrestricted = traceTerms(inverse, factor, products)
    let solution = solution()
    let scale = 1 / residualVariance
    for (index, own) in structure.factors.enumerated() {
      let q = own.effectCount
      var sums = [Double](repeating: 0, count: q * q)
      for level in 0..<own.levelCount {
        let first = structure.effectStarts[index] + level * q
        for r in 0..<q {
          for c in 0..<q {
            sums[r * q + c] += solution.scores[first + r] * solution.spherical[first + c]
          }
        }
      }
      for i in sums.indices {
        unrestricted[index][i] = 2 * (unrestricted[index][i] - scale * sums[i])
      }
    }
    return structure.templates.freeEntries(of: unrestricted)
  }

  /// The average information of θ with σ² profiled out, and the part of the second derivatives that
  /// comes with the gradient in ΛΛ′; at the θ of the last gradient.
  package func curvature() -> [Double]? {
    var (matrix, slopes) = curvature(residualVariance: residualVariance)
    let count = slopes.count
    let scale = 1 / residualVariance
    for j in 0..<count {
      for k in 0..<count {
        matrix[j * count + k] -= scale * scale * slopes[j] * slopes[k] / degreesOfFreedom
      }
    }
    return matrix
  }

  /// The same for a σ² that is held, with minus the derivatives of r² in θ.
  func curvature(residualVariance: Double) -> (matrix: [Double], slopes: [Double]) {
    let information = averageInformation(factor, products, solution())
    var matrix = information.matrix.map { $0 / residualVariance }
    for index in structure.factors.indices {
      updateCovarianceDerivative(
        &covarianceDerivatives[index], structure.templates[index], lambda: factor.lambda[index],
        derivatives: unrestricted[index])
    }
    addGradientCurvature(structure.templates, covarianceDerivatives, to: &matrix)
    return (matrix, information.slopes)
  }
}

/// Solves 2 G Λ = ∂d/∂Λ for G, the derivative in ΛΛ′ of one factor.
///
/// A column whose diagonal entry is next to nothing tells nothing of its column of G, which is then
/// left as it was.
func updateCovarianceDerivative(
  _ g: inout [Double], _ template: CovarianceTemplate, lambda: [Double], derivatives: [Double]
) {
  let q = template.effectCount
  let largest = lambda.reduce(0) { max($0, $1.magnitude) }
  for c in (0..<q).reversed() where lambda[c * q + c].magnitude > 1e-7 * largest {
    for r in 0..<q {
      var sum = 0.5 * derivatives[r * q + c]
      for k in c + 1..<max(c + 1, q) { sum -= g[r * q + k] * lambda[k * q + c] }
      g[r * q + c] = sum / lambda[c * q + c]
    }
  }
}

/// Adds 2 G[r, r′] for the entries (r, c) and (r′, c) of one column of Λ.
///
/// G vanishes at a minimum inside, and is all the curvature there is where a variance is zero.
func addGradientCurvature(
  _ templates: [CovarianceTemplate], _ derivatives: [[Double]], to matrix: inout [Double]
) {
  let count = templates.parameterCount
  for (index, start) in templates.parameterStarts.enumerated() {
    let q = templates[index].effectCount
    let g = derivatives[index]
    let entries = templates[index].entries
    for (j, a) in entries.enumerated() {
      for (k, b) in entries.enumerated() where a.column == b.column {
        let mean = 0.5 * (g[a.row * q + b.row] + g[b.row * q + a.row])
        matrix[(start + j) * count + start + k] += 2 * mean
      }
    }
  }
}

import LinearAlgebra

/// The sums over sets of levels that expected information and Kenward and Roger's terms are made of,
/// for V = ZΛΛ′Z′ + W⁻¹ (σ² = 1). The first parameter is σ², whose derivative is W⁻¹.
struct VarianceSums {
  private let directions: [VarianceDirection]
  private let lambda: [[Double]]
  private let structure: LevelStructure
  /// X′V⁻¹X.
  private var information: Matrix
  /// X′V⁻¹VᵢV⁻¹X.
  private var first: [Matrix]
  /// X′V⁻¹VᵢV⁻¹VⱼV⁻¹X, i ≤ j, by rows.
  private var second: [Matrix]
  /// tr V⁻¹VᵢV⁻¹Vⱼ.
  private var traces: Matrix

  init(_ numbers: MixedNumbers, theta: [Double]) {
    structure = numbers.structure
    directions = numbers.structure.varianceDirections
    lambda = numbers.structure.templates.factors(at: theta)
    let p = numbers.products.fixedCount
    let count = directions.count + 1
    // What there is without random effects; each set takes its share away.
    var plain = Matrix(rowCount: p, columnCount: p)
    for j in 0..<p {
      for i in 0..<p { plain[i, j] = numbers.products.border[i, j] }
    }
    let empty = Matrix(rowCount: p, columnCount: p)
    information = plain
    first = (0..<count).map { $0 == 0 ? plain : empty }
    second = (0..<count * count).map { $0 == 0 ? plain : empty }
    traces = Matrix(rowCount: count, columnCount: count)
    traces[0, 0] = Double(numbers.products.rowCount)
  }

  /// Takes a set of levels.
  ///
  /// With A = Z′WZ, B = ΛM⁻¹Λ′ and T = I − AB: Z′V⁻¹Z = TA, Z′V⁻¹X = TZ′WX, and each further V⁻¹ in a
  /// row (with W⁻¹ between) is one more T.
  mutating func add(_ set: ConnectedLevels) throws {
    let size = set.effects.rowCount
    let a = set.effects
    let b = try reducedInverse(set)
    let ab = product(a, b)
    let t = Matrix.identity(size) - ab
    let k = product(t, a).symmetrized
    let k2 = product(t, product(a, t.transposed)).symmetrized
    let x = set.fixed
    let fx = product(t, x)
    let fx2 = product(t, fx)
    // X′WZ B, by which powers of V⁻¹ fall short of W.
    let bx = product(b, x)
    let explained = transposedProduct(x, bx).symmetrized
    let twice = transposedProduct(bx, product(a, bx)).symmetrized
    let thrice = transposedProduct(bx, product(a, product(b, product(a, bx)))).symmetrized
    information = information - explained
    first[0] = first[0] - 2 * explained + twice
    second[0] = second[0] - 3 * explained + 3 * twice - thrice
    traces[0, 0] += traceOfProduct(ab, ab) - 2 * ab.diagonal.reduce(0, +)
    let count = directions.count + 1
    let images = directions.map {
      (matrix: set.image(of: k, along: $0), fixed: set.image(of: fx, along: $0))
    }
    for (i, direction) in directions.enumerated() {
      let own = images[i]
      first[i + 1] += transposedProduct(fx, own.fixed)
      second[i + 1] += transposedProduct(fx2, own.fixed)
      traces[0, i + 1] += set.image(of: k2, along: direction).diagonal.reduce(0, +)
      let spread = product(k, own.fixed)
      for j in i..<directions.count {
        // X′V⁻¹VⱼV⁻¹VᵢV⁻¹X, of which the transpose is wanted.
        second[(i + 1) * count + j + 1] += transposedProduct(spread, images[j].fixed)
        traces[i + 1, j + 1] += traceOfProduct(own.matrix, images[j].matrix)
      }
    }
  }

  /// ΛM⁻¹Λ′ with M = Λ′AΛ + I.
  private func reducedInverse(_ set: ConnectedLevels) throws -> Matrix {
    let size = set.effects.rowCount
    var wide = Matrix(rowCount: size, columnCount: size)
    for member in set.members {
      let q = structure.factors[member.factor].effectCount
      for r in 0..<q {
        for c in 0..<q {
          wide[member.start + r, member.start + c] = lambda[member.factor][r * q + c]
        }
      }
    }
    let m =
      transposedProduct(wide, product(set.effects, wide)).symmetrized
      + Matrix.identity(size)
    let solved = try CholeskyFactorization(m).solve(wide.transposed)
    return product(wide, solved).symmetrized
  }

  /// The quantities in the units of the data.
  func kenwardRoger(residualVariance s: Double) throws -> KenwardRoger {
    let count = directions.count + 1
    let covariance = s * (try CholeskyFactorization(information.symmetrized).inverse())
    let p = first.map { (-1 / (s * s)) * $0.symmetrized }
    func q(_ i: Int, _ j: Int) -> Matrix {
      let own = (1 / (s * s * s)) * second[min(i, j) * count + max(i, j)]
      return i <= j ? own : own.transposed
    }
    let slopes = p.map { product(covariance, product($0, covariance)).symmetrized }
    var informationMatrix = Matrix(rowCount: count, columnCount: count)
    for i in 0..<count {
      for j in i..<count {
        let correction =
          2 * traceOfProduct(covariance, q(i, j)) - traceOfProduct(slopes[i], p[j])
        informationMatrix[i, j] = traces[i, j] / (s * s) - correction
        informationMatrix[j, i] = informationMatrix[i, j]
      }
    }
    let w = try twiceInverse(of: informationMatrix, least: 1e-12)
    var sum = Matrix(rowCount: covariance.rowCount, columnCount: covariance.rowCount)
    for i in 0..<count {
      for j in 0..<count {
        sum += w[i, j] * (q(i, j) - product(p[i], product(covariance, p[j])))
      }
    }
    let added = product(covariance, product(sum.symmetrized, covariance)).symmetrized
    return KenwardRoger(
      covariance: covariance, adjusted: covariance + 2 * added, slopes: slopes,
      parameterCovariance: w)
  }
}

/// 2 I⁻¹, the parameters brought to one scale first; directions without information count as known.
///
/// - Parameters:
///   - matrix: I.
///   - least: the share of a parameter's own information from which on there is some in a direction.
///   - share: the share of the largest information up to which a parameter has none.
/// - Returns: 2 I⁻¹, zero in directions that count as known.
/// - Throws: `LinearAlgebraError` for numbers that are not finite.
func twiceInverse(of matrix: Matrix, least: Double, floor share: Double = 0) throws -> Matrix {
  let floor = share * matrix.diagonal.reduce(0) { max($0, $1) }
  let units = matrix.diagonal.map { $0 > floor ? 1 / $0.squareRoot() : 0 }
  var scaled = matrix
  for j in units.indices {
    for i in units.indices { scaled[i, j] *= units[i] * units[j] }
  }
  let spectrum = try SymmetricEigenDecomposition(scaled)
  var inverse = spectrum.matrix { $0 > least ? 2 / $0 : 0 }
  for j in units.indices {
    for i in units.indices { inverse[i, j] *= units[i] * units[j] }
  }
  return inverse
}

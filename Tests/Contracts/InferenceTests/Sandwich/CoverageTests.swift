import LinearAlgebra
import Modeling
import RealModule
import TestSupport
import Testing

@testable import Inference

struct CoverageTests {
  // Twelve clusters of uneven size with a common shock, half of them treated: the interval from CR2
  // with Satterthwaite degrees of freedom covers about as often as it says, the one from CR0 with the
  // normal distribution far less.
  @Test func intervalsCoverWithFewClusters() throws {
    var stream = RandomStream(seed: 2024)
    let sizes = [3, 12, 5, 20, 8, 4, 15, 6, 9, 3, 18, 7]
    let codes = sizes.enumerated().flatMap { [Int32](repeating: Int32($0), count: $1) }
    let design = Matrix(columns: [
      [Double](repeating: 1, count: codes.count), codes.map { $0 % 2 == 0 ? 1 : 0 },
    ])
    let replicates = 800
    var (covered, naive) = (0.0, 0.0)
    for _ in 0..<replicates {
      let shocks = stream.normals(sizes.count)
      let fit = try ArrayFit.leastSquares(
        design, codes.map { shocks[Int($0)] + stream.normal() })
      let adjusted = try fit.clustered(.cr2, codes, count: sizes.count).covariance
      let plain = try fit.clustered(.cr0, codes, count: sizes.count, degreesOfFreedom: .normal)
        .covariance
      let rows = [adjusted, plain].map { covariance in
        Estimate(
          label: "treated", estimate: fit.estimates[1], variance: covariance.matrix[1, 1],
          degreesOfFreedom: covariance.reference.degreesOfFreedom([0, 1]), level: 0.9)
      }
      let holds = rows.map { ($0.lower ?? 1) <= 0 && ($0.upper ?? -1) >= 0 }
      if holds[0] { covered += 1 }
      if holds[1] { naive += 1 }
    }
    let error = 3.5 * (0.9 * 0.1 / Double(replicates)).squareRoot()
    expectClose(
      covered / Double(replicates), 0.9,
      within: Tolerance(
        .absolute(error + 0.02),
        because: "3.5 standard errors, and the working model without shocks is not quite right"))
    #expect(naive / Double(replicates) < 0.86)
  }
}

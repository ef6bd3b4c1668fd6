import LinearAlgebra
import TestSupport
import Testing

@testable import Inference

struct SerialTests {
  @Test(arguments: ["ols", "wls", "logit", "pois"])
  func agreesWithR(_ name: String) throws {
    let want = try #require(RCovariances.covariances["\(name) NW3"])
    let fit = try SmallFits.fit(name)
    let rows = OrthonormalRows(fit.rows)
    let got = rows.covariance(meat: serialMeat(scores: rows.scores(), lag: 3))
    expectClose(
      lowerTriangle(got), want,
      within: fit.isLeastSquares ? .algebra(scale: 0.01) : .iterated(scale: 0.01))
  }

  @Test(arguments: [0, 1, 2, 5, 11, 12])
  func meatIsTheSumOfWeightedAutocovariances(_ lag: Int) {
    var stream = RandomStream(seed: 3)
    let scores = Matrix(columns: (0..<2).map { _ in stream.normals(13) })
    var want = Matrix(rowCount: 2, columnCount: 2)
    for t in 0..<13 {
      for s in 0..<13 where (t - s).magnitude <= lag {
        let weight = 1 - Double((t - s).magnitude) / Double(lag + 1)
        want +=
          weight
          * product(Matrix(columns: [scores.row(t)]), Matrix(rows: [scores.row(s)]))
      }
    }
    expectClose(serialMeat(scores: scores, lag: lag).elements, want.elements, within: .algebra)
  }

  @Test(arguments: 1...9)
  func windowSumsAreSums(_ length: Int) {
    let series = [3.0, -1, 4, 1, -5, 9, 2]
    let want = (0..<series.count + length - 1).map { end in
      series[max(0, end - length + 1)...min(end, series.count - 1)].reduce(0, +)
    }
    #expect(windowSums(series, length: length) == want)
  }

  @Test(arguments: [(100, 4), (203, 4), (1000, 6), (1, 0), (0, 0), (2, 1)])
  func automaticLagFollowsTheRule(_ rows: Int, _ lag: Int) {
    // 4 · 2.03^(2/9) = 4.68, 4 · 10^(2/9) = 6.67; never as many lags as rows.
    #expect(automaticLag(rowCount: rows) == lag)
  }
}

/// Which entries of the lower triangular Λ of one factor are free.
///
/// The covariance of the effects of one level is σ² ΛΛ′. Effects of different random terms, and all
/// effects of a term written with `||`, are independent: their entries are zero.
package struct CovarianceTemplate: Sendable, Equatable {
  /// q: the effects of one level.
  package let effectCount: Int
  /// The free entries in the order of θ: term by term, down the columns of the lower triangle.
  package let entries: [Entry]

  /// An entry of Λ.
  package struct Entry: Sendable, Equatable {
    package let row, column: Int

    package var isDiagonal: Bool { row == column }
  }

  /// Blocks of correlated effects along the diagonal.
  package init(blockSizes: [Int]) {
    var entries: [Entry] = []
    var start = 0
    for size in blockSizes {
      for column in start..<start + size {
        for row in column..<start + size { entries.append(Entry(row: row, column: column)) }
      }
      start += size
    }
    effectCount = start
    self.entries = entries
  }
}

extension [CovarianceTemplate] {
  /// The number of elements of θ.
  package var parameterCount: Int { reduce(0) { $0 + $1.entries.count } }

  /// Where the entries of each template begin in θ.
  package var parameterStarts: [Int] {
    var next = 0
    return map { template in
      defer { next += template.entries.count }
      return next
    }
  }

  /// Of a number for each entry of every Λ, q × q by rows, those of the free ones in the order of θ.
  func freeEntries(of all: [[Double]]) -> [Double] {
    zip(self, all).flatMap { template, own in
      template.entries.map { own[$0.row * template.effectCount + $0.column] }
    }
  }

  /// Λ of every factor at θ, each q × q by rows.
  package func factors(at theta: [Double]) -> [[Double]] {
    precondition(theta.count == parameterCount, "\(theta.count) of \(parameterCount) parameters")
    return zip(self, parameterStarts).map { template, start in
      let q = template.effectCount
      var lambda = [Double](repeating: 0, count: q * q)
      for (index, entry) in template.entries.enumerated() {
        lambda[entry.row * q + entry.column] = theta[start + index]
      }
      return lambda
    }
  }

  /// θ with the columns of every Λ turned so that no diagonal entry is negative; ΛΛ′ is the same.
  package func canonical(_ theta: [Double]) -> [Double] {
    var theta = theta
    for (template, start) in zip(self, parameterStarts) {
      let turned = Set(
        template.entries.indices.filter {
          template.entries[$0].isDiagonal && theta[start + $0] < 0
        }.map { template.entries[$0].column })
      for (index, entry) in template.entries.enumerated() where turned.contains(entry.column) {
        theta[start + index] = -theta[start + index]
      }
    }
    return theta
  }
}

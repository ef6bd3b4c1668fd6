import LinearAlgebra
import Modeling
import TestSupport
import Testing

/// C of S = L C against the C that S was made with, and designs that are not nested.
@Suite struct NestedInclusionTests {
  private static let rows = 40

  private func numbers(_ seed: Int) -> [Double] {
    (0..<Self.rows).map { row in Double((row * (7 + 2 * seed) + seed * seed) % 23) / 4 - 2 }
  }

  private var codes: [Int32] { (0..<Self.rows).map { Int32(($0 * 5) % 4) } }

  private func larger(origin: Double = 0, unit: Double = 1) -> PartitionedMatrix {
    PartitionedMatrix(
      rowCount: Self.rows, columnCount: 6,
      dense: [
        DenseColumn(position: 0, values: .constant(1)),
        DenseColumn(position: 1, values: .numbers(numbers(1).map { unit * ($0 + origin) })),
        DenseColumn(position: 5, values: .numbers(numbers(2))),
      ],
      factors: [FactorColumns(codes: codes, columnOfLevel: [-1, 2, 3, 4])])
  }

  @Test func columnsThatStandThereAreTakenExactly() throws {
    let larger = larger()
    let smaller = larger.selectingColumns([3, 0, 5, 4])
    let inclusion = try #require(try nestedInclusion(of: smaller, in: larger))
    for (column, place) in [3, 0, 5, 4].enumerated() {
      #expect(inclusion.column(column) == (0..<6).map { $0 == place ? 1 : 0 })
    }
  }

  @Test(arguments: [(0.0, 1.0), (1e6, 1), (1e6, 1e-9), (-1e8, 1), (0, 1e12), (3e9, 1e3)])
  func combinationsAreFound(origin: Double, unit: Double) throws {
    let larger = larger(origin: origin, unit: unit)
    // x without origin and unit, another coding of the factor, and the sum of two columns.
    let centred = numbers(1)
    let means = codes.map { $0 == 0 ? -1.0 : $0 == 2 ? 1 : 0 }
    let sum = zip(numbers(2), centred).map { $0 - 3 * $1 }
    let smaller = PartitionedMatrix(columns: [centred, means, sum], rowCount: Self.rows)
    let inclusion = try #require(try nestedInclusion(of: smaller, in: larger))
    let expected: [[Double]] = [
      [-origin, 1 / unit, 0, 0, 0, 0], [-1, 0, 1, 2, 1, 0],
      [3 * origin, -3 / unit, 0, 0, 0, 1],
    ]
    for (column, values) in expected.enumerated() {
      for (row, value) in values.enumerated() {
        let scale = max(1, origin.magnitude) / (row == 1 ? unit : 1)
        expectClose(
          inclusion[row, column], value,
          within: Tolerance(
            .relativeTo(scale: scale, 1e-7),
            because: "1e9 plus a number of size 1 keeps seven of its digits"),
          "\(row), \(column)")
      }
    }
  }

  /// A column that differs from a combination by one part in 10⁸ of its variation is none.
  @Test(arguments: [0.0, 1e6, -1e8])
  func nearCombinationsAreNone(origin: Double) throws {
    let larger = larger(origin: origin)
    var near = numbers(1)
    near[3] += origin == 0 ? 1e-8 : 1e-4
    let other = PartitionedMatrix(columns: [near], rowCount: Self.rows)
    #expect(try nestedInclusion(of: other, in: larger) == nil)
    let shifted = PartitionedMatrix(
      columns: [numbers(3).map { $0 + origin }], rowCount: Self.rows)
    #expect(try nestedInclusion(of: shifted, in: larger) == nil)
  }

  @Test func aFactorIsNoPartOfACoarserOne() throws {
    let coarse = FactorColumns(codes: codes.map { $0 / 2 }, columnOfLevel: [-1, 1])
    let dense = [DenseColumn(position: 0, values: .constant(1))]
    let two = PartitionedMatrix(
      rowCount: Self.rows, columnCount: 2, dense: dense, factors: [coarse])
    let four = PartitionedMatrix(
      rowCount: Self.rows, columnCount: 4, dense: dense,
      factors: [FactorColumns(codes: codes, columnOfLevel: [-1, 1, 2, 3])])
    #expect(try nestedInclusion(of: four, in: two) == nil)
    let inclusion = try #require(try nestedInclusion(of: two, in: four))
    for (place, value) in [0.0, 0, 1, 1].enumerated() {
      expectClose(
        inclusion[place, 1], value, within: Tolerance(.absolute(1e-14), because: "sums of ones"))
    }
  }

  @Test func numbersThatAreNotFiniteAreNoCombination() throws {
    var values = numbers(4)
    values[7] = .nan
    let other = PartitionedMatrix(columns: [values], rowCount: Self.rows)
    #expect(try nestedInclusion(of: other, in: larger()) == nil)
  }
}

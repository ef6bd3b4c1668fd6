import LinearAlgebra
import Modeling
import Regression
import Tables
import TestSupport
import Testing

@Suite struct FitsByGroupTests {
  static let rounding = Tolerance(
    .relativeTo(scale: 1, 1e-12), because: "sums in another order, condition numbers below 10")

  /// Six groups whose rows stand mixed; in group "e" x is constant, "f" has two rows.
  static func sample(isSorted: Bool = false) throws -> Table {
    var numbers = SeededNumbers(seed: 77)
    let names = ["d", "a", "c", "b", "e"]
    var groups: [String] = (0..<200).map { row in
      let place: Int = isSorted ? row / 40 : (row * row + row / 7) % 5
      return names[place]
    }
    groups += ["f", "f"]
    let x: [Double] = groups.map { $0 == "e" ? 2.0 : numbers.uniform(-1, 1) }
    let z: [Double] = groups.map { _ in numbers.uniform(-1, 1) }
    let y = zip(x, z).map { x, z -> Double in
      let mean = 1 + 2 * x - z
      return mean + numbers.uniform(-1, 1)
    }
    let w: [Double] = groups.map { _ in numbers.uniform(0.5, 2) }
    return try table(["x": x, "z": z, "y": y, "w": w], text: ("g", groups))
  }

  private func rows(of group: String, in table: Table) throws -> Table {
    guard case .text(let values) = try table.column("g").values else { return table }
    return table.selecting(rows: values.indices.filter { values[$0] == group })
  }

  @Test(arguments: [false, true], [false, true])
  func agreesWithFitsOneByOne(_ isSorted: Bool, _ isWeighted: Bool) throws {
    let table = try Self.sample(isSorted: isSorted)
    let options = ModelOptions(weights: isWeighted ? .precision("w") : nil, offset: "z")
    let model = try LinearModel("y ~ x + z", options: options)
    let fits = try model.fits(to: table, by: "g")
    guard case .text(let groups) = fits.groups.values else {
      Issue.record("groups of another type")
      return
    }
    #expect(Set(groups) == ["a", "b", "c", "d", "e", "f"])
    #expect(fits.coefficientNames == ["(Intercept)", "x", "z"])
    let errors = fits.solutions.standardErrors
    for (index, group) in groups.enumerated() {
      let alone = try model.fit(to: rows(of: group, in: table))
      #expect(fits.solutions.ranks[index] == alone.coefficients.names.count)
      for (term, name) in fits.coefficientNames.enumerated() {
        let found = fits.solutions.coefficients[index * 3 + term]
        guard let want = alone.coefficients[name] else {
          #expect(found.isNaN, "\(group), \(name)")
          continue
        }
        expectClose(found, want, within: Self.rounding, "\(group), \(name)")
        if group == "f" {
          #expect(errors[index * 3 + term].isNaN)
        } else {
          expectClose(
            errors[index * 3 + term], try standardError(alone, name), within: Self.rounding,
            "\(group), \(name)")
        }
      }
    }
  }

  private func standardError(_ fit: LinearFit, _ name: String) throws -> Double {
    let position = try #require(fit.coefficients.names.firstIndex(of: name))
    return (fit.unscaledCovariance[position, position] * fit.residualVariance).squareRoot()
  }

  @Test func tableHasARowForEachGroupAndTerm() throws {
    let fits = try LinearModel("y ~ x").fits(to: Self.sample(), by: "g")
    let table = try fits.table()
    #expect(table.columnNames == ["g", "term", "estimate", "standard_error", "df"])
    #expect(table.rowCount == 12)
    guard case .text(let groups) = try table.column("g").values,
      case .integer(let freedom) = try table.column("df").values
    else {
      Issue.record("columns of other types")
      return
    }
    let estimates = try table.column("estimate")
    for row in 0..<12 {
      // x is constant in "e"; "f" has as many rows as coefficients.
      #expect(estimates.isMissing(row) == (groups[row] == "e" && row % 2 == 1))
      #expect((freedom[row] == 0) == (groups[row] == "f"))
    }
  }

  @Test func refusesWhatItDoesNotDo() throws {
    let table = try Self.sample()
    for weights in [WeightSpecification.frequency("w"), .sampling("w")] {
      #expect(throws: ModelingError.self) {
        try LinearModel("y ~ x", options: ModelOptions(weights: weights)).fits(to: table, by: "g")
      }
    }
    #expect(throws: ModelingError.self) {
      try LinearModel("y ~ x", method: .triangle).fits(to: table, by: "g")
    }
  }

  /// The row is the table's, whatever the order of the groups.
  @Test func errorsNameTheRowOfTheTable() throws {
    var table = try Self.sample()
    guard case .number(var x) = try table.column("x").values else { return }
    x[123] = .infinity
    table = try Table(table.columns.map { $0.name == "x" ? Column("x", x) : $0 })
    do {
      _ = try LinearModel("y ~ x").fits(to: table, by: "g")
      Issue.record("an infinite number was taken")
    } catch {
      #expect("\(error)".contains("row 124"), "\(error)")
    }
  }
}

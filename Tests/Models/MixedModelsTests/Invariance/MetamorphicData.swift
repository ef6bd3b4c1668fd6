import Tables

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Random rows of pupils in classes in schools, crossed with teachers, as columns that can be rewritten.
struct MetamorphicData {
  /// Numbers by name; x, z on a grid of 1/1024, y on one of 2⁻²⁰, so that sums with 10⁷ keep their digits.
  var numbers: [String: [Double]] = [:]
  /// Groups by name.
  var groups: [String: [String]] = [:]
  /// The columns in the order of the table.
  var order = [
    "y", "left", "k", "m", "rest", "count", "amount", "x", "z", "w", "school", "class", "teacher",
    "kind",
  ]

  init(seed: Int) {
    var random = SeededNumbers(1000 + seed)
    let schools = 6 + random.below(6)
    let classes = (0..<3 * schools).map { $0 / 3 }
    let rows = 90 + random.below(60)
    let ofClass = (0..<rows).map { $0 < 3 * schools ? $0 : random.below(3 * schools) }
    let ofTeacher = (0..<rows).map { _ in random.below(7) }
    let kinds = (0..<rows).map { _ in random.below(3) }
    func normals(_ count: Int, _ size: Double) -> [Double] {
      (0..<count).map { _ in size * random.normal() }
    }
    func onGrid(_ values: [Double], _ step: Double) -> [Double] {
      values.map { ($0 / step).rounded() * step }
    }
    let x = onGrid(normals(rows, 1), 0x1p-10)
    let z = onGrid(normals(rows, 1), 0x1p-10)
    let (bySchool, slopes) = (normals(schools, 0.9), normals(schools, 0.5))
    let (byClass, byTeacher) = (normals(3 * schools, 0.6), normals(7, 0.7))
    let eta = (0..<rows).map { row -> Double in
      let school = classes[ofClass[row]]
      let fixed = 0.2 + 0.4 * x[row] - 0.3 * z[row] + 0.3 * Double(kinds[row])
      let groups = bySchool[school] + slopes[school] * x[row] + byClass[ofClass[row]]
      return fixed + groups + byTeacher[ofTeacher[row]]
    }
    let trials = (0..<rows).map { _ in 1 + random.below(6) }
    let hits = (0..<rows).map { row in
      (0..<trials[row]).reduce(0) { sum, _ in
        sum + (random.uniform() < 1 / (1 + exp(-eta[row])) ? 1 : 0)
      }
    }
    numbers = [
      "y": onGrid(eta.map { $0 + random.normal() }, 0x1p-20),
      "left": hits.map { Double(min($0, 1)) }, "k": hits.map(Double.init),
      "m": trials.map(Double.init), "rest": zip(trials, hits).map { Double($0 - $1) },
      "count": eta.map { eta in
        var (count, left) = (0.0, exp(0.5 * eta))
        while true {
          left += logOfUniform(&random)
          if left < 0 { return count }
          count += 1
        }
      },
      "amount": eta.map { exp(0.4 * $0 + 0.4 * random.normal()) }, "x": x, "z": z,
      "w": (0..<rows).map { _ in 0.5 + random.uniform() },
    ]
    groups = [
      "school": ofClass.map { "s\(classes[$0])" }, "class": ofClass.map { "c\($0)" },
      "teacher": ofTeacher.map { "t\($0)" }, "kind": kinds.map { ["a", "b", "c"][$0] },
    ]
  }

  var rowCount: Int { numbers["y"]?.count ?? 0 }

  /// The same rows in another order.
  func permuted(_ places: [Int]) -> MetamorphicData {
    var result = self
    result.numbers = numbers.mapValues { values in places.map { values[$0] } }
    result.groups = groups.mapValues { values in places.map { values[$0] } }
    return result
  }

  /// The table, with other names where there are such.
  func table(names: [String: String] = [:]) throws -> Table {
    try Table(
      order.map { name in
        let own = names[name] ?? name
        if let values = numbers[name] { return Column(own, values) }
        return textColumn(own, groups[name] ?? [])
      })
  }
}

/// A column of categories, by what they are called.
func textColumn(_ name: String, _ labels: [String]) -> Column {
  let levels = Set(labels).sorted()
  let codes = Dictionary(uniqueKeysWithValues: levels.enumerated().map { ($1, Int32($0)) })
  return Column(
    name: name, values: .category(codes: labels.map { codes[$0] ?? -1 }, levels: levels))
}

private func logOfUniform(_ random: inout SeededNumbers) -> Double { log(random.uniform()) }

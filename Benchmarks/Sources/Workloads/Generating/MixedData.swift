import Concord
import Foundation

/// Pupils or teachers in schools of unequal size, the schools in districts of equal numbers, and what
/// is known of a school.
private struct SchoolRows {
  let schoolCount = 4_000
  let districtCount = 200
  /// The school of each row, ascending; every school has a row.
  let school: [Int]
  let district: [Int]
  let collaboration: [Double]
  let poverty: [Double]

  init(rows: Int) {
    let (schools, perDistrict) = (schoolCount, schoolCount / districtCount)
    school = drawnSchools(rows: rows, schools: schools)
    district = school.map { $0 / perDistrict }
    collaboration = normals(schools, stream: 3)
    var random = RandomStream(seed: dataSeed, stream: 4)
    poverty = (0..<schools).map { _ in random.nextBeta(alpha: 2, beta: 3) }
  }

  /// A school's numbers for each row.
  func byRow(_ values: [Double]) -> [Double] { school.map { values[$0] } }

  /// The groupings as columns, with their levels.
  var groupings: [(String, [Double])] {
    [("school", school.map(Double.init)), ("district", district.map(Double.init))]
  }

  var levels: [String: Int] { ["school": schoolCount, "district": districtCount] }
}

/// Rows shared out among schools with chances that follow a gamma distribution of shape 3.
private func drawnSchools(rows: Int, schools: Int) -> [Int] {
  var random = RandomStream(seed: dataSeed, stream: 1)
  var ends: [Double] = []
  for _ in 0..<schools { ends.append((ends.last ?? 0) + random.nextGamma(shape: 3)) }
  let total = ends[schools - 1]
  var counts = [Int](repeating: 1, count: schools)
  for _ in schools..<rows {
    let point = total * random.nextUniform()
    var (low, high) = (0, schools - 1)
    while low < high {
      let middle = (low + high) / 2
      if ends[middle] < point { low = middle + 1 } else { high = middle }
    }
    counts[low] += 1
  }
  return counts.enumerated().flatMap { [Int](repeating: $0, count: $1) }
}

/// A million pupils in 4,000 schools and 200 districts, with a slope that varies by school.
func generateNestedPupils(into folder: URL) throws {
  let rows = 1_000_000
  let schools = SchoolRows(rows: rows)
  let intercepts = normals(schools.schoolCount, stream: 5).map { 0.4 * $0 }
  let slopes = zip(intercepts, normals(schools.schoolCount, stream: 6)).map { 0.3 * $0 + 0.15 * $1 }
  let districts = normals(schools.districtCount, stream: 7).map { 0.25 * $0 }
  let noise = normals(rows, stream: 8)
  var ses = normals(rows, stream: 9)
  var response = noise
  for row in 0..<rows {
    let school = schools.school[row]
    let (collaboration, poverty) = (schools.collaboration[school], schools.poverty[school])
    ses[row] -= poverty
    let slope = 0.3 + 0.05 * collaboration + slopes[school]
    response[row] +=
      0.2 + slope * ses[row] + 0.15 * collaboration - 0.4 * poverty + intercepts[school]
      + districts[schools.district[row]]
  }
  try writeColumns(
    [
      ("y", response), ("ses", ses), ("collab", schools.byRow(schools.collaboration)),
      ("poverty", schools.byRow(schools.poverty)),
    ] + schools.groupings, levels: schools.levels, into: folder)
}

/// 60,000 teachers in 4,000 schools and 200 districts, who leave or stay.
func generateLeavers(into folder: URL) throws {
  let rows = 60_000
  let schools = SchoolRows(rows: rows)
  let ofSchool = normals(schools.schoolCount, stream: 5).map { 0.5 * $0 }
  let ofDistrict = normals(schools.districtCount, stream: 7).map { 0.3 * $0 }
  var random = RandomStream(seed: dataSeed, stream: 8)
  let experience = (0..<rows).map { _ in (5 * random.nextGamma(shape: 2) - 10) / 7 }
  let poverty = schools.poverty.map { $0 - 0.4 }
  let left = (0..<rows).map { row in
    let school = schools.school[row]
    let collaboration = schools.collaboration[school]
    let logit =
      -1.5 - 0.3 * collaboration + 0.8 * poverty[school] - 0.4 * collaboration * poverty[school]
      - 0.2 * experience[row] + ofSchool[school] + ofDistrict[schools.district[row]]
    return random.nextUniform() < 1 / (1 + exp(-logit)) ? 1.0 : 0.0
  }
  try writeColumns(
    [
      ("y", left), ("collab", schools.byRow(schools.collaboration)),
      ("poverty", schools.byRow(poverty)), ("exper", experience),
    ] + schools.groupings, levels: schools.levels, into: folder)
}

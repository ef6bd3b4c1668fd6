import Concord

extension Examples {
  mutating func makeTables() throws {
    struct School { let turnover: Double?, district: String, staff: Int }
    let schools = [
      School(turnover: 0.12, district: "Lake", staff: 31),
      School(turnover: nil, district: "Lake", staff: 18),
      School(turnover: 0.31, district: "Hill", staff: 44),
    ]
    let fromRows = try Table(
      rows: schools, ("turnover", \.turnover), ("district", \.district), ("staff", \.staff))
    let fromArrays = try Table([
      "turnover": [0.12, nil, 0.31], "district": ["Lake", "Lake", "Hill"], "staff": [31, 18, 44],
    ])
    print(fromRows == fromArrays)
    print(fromRows)
  }
}

import Concord
import Foundation

/// A file of `rows` rows: an outcome, four numbers, categories of 50 and 2,000 levels, and a count
/// of which 2 % are missing. Written in pieces, so that any size takes little memory.
func generateMixedFile(into folder: URL, rows: Int) throws {
  let small = normals(50, stream: 3).map { $0 / 3 }
  let large = normals(2_000, stream: 4).map { $0 / 3 }
  let names = ["y", "x1", "x2", "x3", "x4", "f1", "f2", "k"]
  var random = RandomStream(seed: dataSeed, stream: 1)
  var file = try TextFile(folder.appending(path: "data.csv"), header: names)
  for _ in 0..<rows {
    let state = random.nextInteger(below: 50)
    let district = random.nextInteger(below: 2_000)
    let x = (0..<4).map { _ in (random.nextNormal() * 1e6).rounded() / 1e6 }
    let count = random.nextPoisson(mean: 6)
    let mean = 1 + 0.3 * x[0] - 0.2 * x[1] + 0.1 * x[2] + 0.02 * Double(count)
    file.add(mean + small[state] + large[district] + random.nextNormal())
    for value in x { file.add(value) }
    file.add("state_", state, width: 2)
    file.add("district ", district, width: 4)
    if random.nextUniform() < 0.02 { file.add("") } else { file.add(String(count)) }
    try file.endRow()
  }
  try file.close()
  try describe(names, rows: rows, levels: ["f1": 50, "f2": 2_000], in: folder)
}

/// A file of 400 schools in 40 districts.
func generateSmallStudy(into folder: URL) throws {
  let names = [
    "school", "district", "size", "collab", "poverty", "ach", "improved", "left", "enroll",
  ]
  let district = normals(40, stream: 3)
  let sizes = ["small", "medium", "large"]
  var random = RandomStream(seed: dataSeed, stream: 1)
  var file = try TextFile(folder.appending(path: "data.csv"), header: names)
  for school in 0..<400 {
    let home = random.nextInteger(below: 40)
    let collaboration = random.nextNormal()
    let poverty = random.nextBeta(alpha: 2, beta: 3)
    let achievement =
      50 + 2 * collaboration - 8 * poverty + 1.5 * collaboration * poverty + district[home]
      + 5 * random.nextNormal()
    let logit = -0.2 + 0.5 * collaboration - poverty
    let enrolled = 120 + random.nextInteger(below: 1_380)
    let leaving = exp(-5 - 0.2 * collaboration + 0.5 * poverty)
    file.add("S", school, width: 3)
    file.add("D", home, width: 2)
    file.add(sizes[random.nextInteger(below: 3)])
    for value in [collaboration, poverty, achievement] { file.add(value) }
    file.add(random.nextUniform() < 1 / (1 + exp(-logit)) ? "1" : "0")
    file.add(String(random.nextPoisson(mean: Double(enrolled) * leaving)))
    file.add(String(enrolled))
    try file.endRow()
  }
  try file.close()
  try describe(names, rows: 400, levels: [:], in: folder)
}

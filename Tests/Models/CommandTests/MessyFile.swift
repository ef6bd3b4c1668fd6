/// Forty made-up schools: `y ~ x` by R's `lm` is 52.344 (1.745) and −0.26209 (0.02998) on 38 df; without
/// rows 7, 19 and 33 it is 52.380 (1.723) and −0.27116 (0.02951) on 35. `net` is x − 45, `y ~ pupils` has
/// the slope −0.011402 (0.001404).
enum MessyFile {
  static let header = ["id", "district", "x", "pupils", "net", "y"]

  /// district, x, pupils, net, y
  private static let values = [
    "1,40.3,1184,-4.7,36.4", "1,69.6,1864,24.6,27.5", "1,91.7,2441,46.7,30.5",
    "1,16.9,684,-28.1,53.3", "2,40.2,1163,-4.8,47.4", "2,14.6,615,-30.4,50.8",
    "2,14.8,626,-30.2,52", "2,65.9,1817,20.9,41.3", "3,38.7,1173,-6.3,50.5", "3,12,579,-33,45.9",
    "3,44.7,1371,-0.3,42.7", "3,63.4,1760,18.4,32.9", "4,78.6,2114,33.6,30.2",
    "4,52.3,1478,7.3,30.4", "4,18.7,702,-26.3,45.7", "4,34.7,1182,-10.3,44.5",
    "5,88.4,2155,43.4,30.1", "5,56.3,1591,11.3,39.7", "5,82,2174,37,42.7",
    "5,73.6,1899,28.6,30.8", "6,86.7,2254,41.7,36.9", "6,57.3,1544,12.3,37.8",
    "6,80.4,2102,35.4,30.8", "6,9.5,516,-35.5,50.2", "7,86.6,2157,41.6,23.4",
    "7,80.1,2105,35.1,33.2", "7,28.1,931,-16.9,49.3", "7,93.3,2389,48.3,28.9",
    "8,64.8,1721,19.8,33.8", "8,51.4,1415,6.4,41.5", "8,57.2,1626,12.2,35.8",
    "8,87.3,2230,42.3,27.1", "9,49.5,1378,4.5,40.4", "9,26.7,911,-18.3,37.5",
    "9,21.3,783,-23.7,47.2", "9,58.8,1428,13.8,31.1", "10,42.5,1191,-2.5,33.2",
    "10,55.6,1502,10.6,30.3", "10,25.6,803,-19.4,46.9", "10,39.1,1176,-5.9,43",
  ]

  static let rows: [[String]] = values.enumerated().map { index, text in
    ["\(index + 1)"] + text.split(separator: ",").map(String.init)
  }

  /// The rows that are spoilt, from 0.
  static let spoilt = [6, 18, 32]

  /// The file with some cells of a column replaced.
  static func text(
    _ column: String = "x", _ words: [String] = [], delimiter: String = ",",
    change: (String) -> String = { $0 }
  ) -> String {
    let place = header.firstIndex(of: column) ?? 0
    var rows = rows
    for (index, row) in spoilt.enumerated() where !words.isEmpty {
      rows[row][place] = words[index % words.count]
    }
    return ([header] + rows.map { $0.map(change) }).map { $0.joined(separator: delimiter) + "\n" }
      .joined()
  }
}

/// Forty made-up rows in eight groups of five, `y` and `x`.
enum GroupedFile {
  static let rows: [(y: Double, x: Double)] = [
    (0.83, -1.15), (4.31, 0.27), (4.15, 0.44), (5.41, 0.79), (5.22, 0.55), (5.08, 1.72),
    (4.97, 0.26), (6.02, 0.04), (5.51, 2.46), (5.43, 1.44), (1.61, -2.4), (4.18, 0.62),
    (3.67, 1.12), (0.28, -2.16), (2.41, -0.17), (5.36, 1.32), (6.03, 0.8), (3.64, -0.89),
    (3.9, -1.04), (6.49, 1.49), (3.74, -0.36), (1.52, -0.72), (4.94, 0.99), (1.39, -0.48),
    (2.28, -0.16), (5.96, 1.5), (5.14, 0.08), (7.04, 1.58), (4.19, -0.72), (3.86, -0.22),
    (6.97, 0.77), (7.06, 2.05), (7.34, 2.32), (4.44, -0.53), (4.56, 0.29), (5.14, 1.55),
    (5.06, 0.5), (7.55, 2.12), (6.58, 1.35), (6.65, 0.51),
  ]

  /// The file with a column of identifiers.
  static func text(_ identifiers: [String]) -> String {
    "y,x,id\n"
      + rows.enumerated().map { "\($1.y),\($1.x),\(identifiers[$0 / 5])\n" }.joined()
  }
}

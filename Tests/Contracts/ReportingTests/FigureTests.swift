import TestSupport
import Testing

@testable import Reporting

struct FigureTests {
  /// Every plot made of one set of numbers.
  static func figures(_ xs: [Double], _ ys: [Double], label: String = "label") -> [Figure] {
    let points = zip(xs, ys).map {
      CurvePoint(x: $0, y: $1, lower: $1 - $1.magnitude / 2, upper: $1 + 1)
    }
    let observations = zip(xs, ys).enumerated().map {
      Observation(x: $1.0, y: $1.1, size: $1.0, series: $0 - 1)
    }
    let rows = zip(xs, ys).map {
      EstimateRow(label, estimate: $1, lower: $0, upper: $1 + $0, published: $0, publishedText: nil)
    }
    return [FigureAxis.Scale.linear, .logarithmic].flatMap { scale -> [Figure] in
      let x = FigureAxis(label, scale: scale)
      let y = FigureAxis(label, format: .percent, scale: scale)
      return [
        InteractionPlot(
          title: label, xAxis: x, yAxis: y,
          series: [
            .init(label, points: points), .init("b", points: []), .init("c", points: points),
          ],
          observations: observations
        ).figure(),
        InteractionPlot(title: label, xAxis: x, yAxis: y, series: []).figure(),
        JohnsonNeymanPlot(
          title: label, moderator: x, slope: y, curve: points,
          significant: zip(xs, ys).map { Extent($0, $1) } + [Extent(-.infinity, .infinity)],
          observed: xs
        ).figure(),
        CoefficientPlot(title: label, axis: x, rows: rows).figure(),
        ClaimPlot(title: label, axis: y, rows: rows).figure(),
      ]
    }
  }

  private func check(_ figure: Figure) {
    for layout in Figure.Layout.allCases {
      let svg = figure.svg(layout: layout)
      let facts = XMLFacts(svg)
      facts.expectInert()
      #expect(svg == figure.svg(layout: layout))
      #expect(!svg.contains("nan") && !svg.contains("inf\""))
      #expect(facts.attributes.contains { $0.name == "role" && $0.value == "img" })
      #expect(facts.text["desc"]?.isEmpty == false)
      for attribute in facts.attributes
      where ["x", "y", "cx", "cy", "r", "width", "height"].contains(attribute.name) {
        #expect(Double(attribute.value) != nil)
      }
    }
  }

  @Test(
    arguments: [
      ([], []), ([1], [2]), ([1, 1], [2, 2]), ([1, 2, 3], [5, 5, 5]),
      ([.nan, 1, .infinity], [1, .nan, 2]),
      ([0, -1, 2], [0, -2, 1]), ([1e-300, 1e300], [1e300, -1e300]),
      ([1e308, -1e308], [1e308, 1e308]),
      ([.leastNonzeroMagnitude, 1], [0, .leastNonzeroMagnitude]), ([3, 1, 2], [1, 2, 3]),
    ] as [([Double], [Double])])
  func degenerateInput(_ xs: [Double], _ ys: [Double]) {
    for figure in Self.figures(xs, ys) { check(figure) }
  }

  @Test(arguments: Hostile.texts)
  func hostileText(_ text: String) {
    for figure in Self.figures([1, 2, 3], [2, 3, 1], label: text) { check(figure) }
  }

  @Test func aHundredThousandPointsAreBinned() {
    var generator = SplitMix(seed: 6)
    let observations = (0..<100_000).map { index in
      Observation(
        x: .random(in: 0...1, using: &generator), y: .random(in: 0...1, using: &generator),
        series: index % 2)
    }
    let figure = InteractionPlot(
      title: "t", xAxis: FigureAxis("x"), yAxis: FigureAxis("y"), series: [],
      observations: observations
    ).figure()
    let circles = figure.svg.split(separator: "<circle").count - 1
    #expect((500...2300).contains(circles))
    #expect(figure.description.contains("observations are shown as"))
    #expect(figure.svg.utf8.count < 250_000)
  }

  @Test func binsKeepTheMeanAndTheWeight() {
    var generator = SplitMix(seed: 7)
    let observations = (0..<5_000).map { _ in
      Observation(
        x: .random(in: 0...1, using: &generator), y: .random(in: 0...1, using: &generator),
        size: .random(in: 1...9, using: &generator))
    }
    let scale = AxisScale(FigureAxis("x"), covering: [0, 1])
    let cloud = PointCloud(observations, scale, scale)
    #expect(cloud.isBinned && cloud.shown == 5_000)
    let mean = { (marks: [Observation]) in
      marks.reduce(0) { $0 + $1.x * $1.size } / marks.reduce(0) { $0 + $1.size }
    }
    expectClose(
      mean(cloud.marks), mean(observations),
      within: Tolerance(.relative(1e-11), because: "sums of 5,000 terms in another order"))
  }

  @Test func marksStandWhereTheirValuesAre() throws {
    let plot = ClaimPlot(
      title: "t", axis: FigureAxis("x", extent: Extent(0, 10)),
      rows: [
        EstimateRow("a", estimate: 2.5, lower: 0, upper: 5),
        EstimateRow("b", estimate: 5, lower: -9, upper: 99),
      ])
    let facts = XMLFacts(plot.figure().svg)
    let axis = facts.attributes.filter { $0.element == "line" }
    let lefts = axis.filter { $0.name == "x1" }.compactMap { Double($0.value) }
    let rights = axis.filter { $0.name == "x2" }.compactMap { Double($0.value) }
    let centers = facts.numbers("circle", "cx").suffix(2)
    // The widest line is the axis, from 0 to 10.
    let widest = try #require(zip(lefts, rights).max { $0.1 - $0.0 < $1.1 - $1.0 })
    let want = [0.25, 0.5].map { widest.0 + $0 * (widest.1 - widest.0) }
    expectClose(
      Array(centers), want,
      within: Tolerance(.absolute(0.011), because: "coordinates have two decimals"))
    // The second interval runs beyond both ends: two arrowheads.
    #expect(
      facts.attributes.filter {
        $0.element == "path" && $0.name == "class" && $0.value.contains("whisker")
      }.count == 2)
  }

  @Test func aDescriptionSaysWhatIsToBeSeen() {
    let points = [CurvePoint(x: 0.1, y: 0.2, lower: 0.1, upper: 0.3), CurvePoint(x: 0.9, y: 0.4)]
    let figure = InteractionPlot(
      title: "t", xAxis: FigureAxis("poverty", format: .percent),
      yAxis: FigureAxis("turnover", format: .percent),
      series: [.init("low", points: points)],
      observations: [Observation(x: 0.5, y: .nan), Observation(x: 0.5, y: 0.5)]
    ).figure()
    #expect(
      figure.description
        == "turnover against poverty. low: from 20.0% at 10.0% to 40.0% at 90.0%. Bands are the 95% CI. "
        + "1 observation is shown as a point. 1 observation has no value that can be shown.")
    let region = JohnsonNeymanPlot(
      title: "t", moderator: FigureAxis("poverty"), slope: FigureAxis("slope"), curve: points,
      significant: [Extent(0.302, .infinity)])
    #expect(region.figure().description.contains("The interval excludes zero above 0.302."))
  }

  /// What is beyond the axes is said in the drawing itself, in both layouts, to those who see it.
  @Test func croppedPointsAreSaidVisibly() {
    let figure = InteractionPlot(
      title: "Cropped.", xAxis: FigureAxis("x"), yAxis: FigureAxis("y", extent: Extent(0, 1)),
      series: [.init("a", points: [CurvePoint(x: 0, y: 0.2), CurvePoint(x: 1, y: 1.4)])],
      observations: [
        Observation(x: 0.5, y: 0.5), Observation(x: 0.5, y: 3), Observation(x: 0.5, y: -2),
      ]
    ).figure()
    for layout in Figure.Layout.allCases {
      let svg = figure.svg(layout: layout)
      let body = svg.components(separatedBy: "</desc>").last ?? ""
      #expect(body.contains("2 observations lie beyond the range shown."))
      #expect(body.contains("Parts of lines or bands"))
    }
    let whole = InteractionPlot(
      title: "Whole.", xAxis: FigureAxis("x"), yAxis: FigureAxis("y"),
      series: [.init("a", points: [CurvePoint(x: 0, y: 0.2), CurvePoint(x: 1, y: 1.4)])],
      observations: [Observation(x: 0.5, y: 0.5)]
    ).figure()
    #expect(!whole.svg.contains("beyond the range"))
  }

  @Test func manyRowsAreCutAndSaidSo() {
    let rows = (0..<500).map { EstimateRow("row \($0)", estimate: Double($0)) }
    let figure = CoefficientPlot(title: "t", axis: FigureAxis("x"), rows: rows).figure()
    #expect(figure.description.hasSuffix("The first 60 of 500 rows are shown."))
  }
}

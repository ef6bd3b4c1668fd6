import Concord

extension Examples {
  mutating func categories() throws {
    var schema = SchemaOptions()
    schema.factors = [
      FactorDeclaration(column: "state", levels: ["NJ", "CA", "IL", "MA", "ME", "MN"])
    ]
    let model = try LinearModel("ela ~ state + poverty", options: ModelOptions(schema: schema))
    let fit = try model.fit(to: Table(csv: file))
    print(fit.coefficients.names.joined(separator: " "))
  }

  mutating func chooseCovariance() throws {
    let fit = try LinearModel("ela ~ collaboration + poverty").fit(to: Table(csv: file))
    let plain = try fit.inference()
    let robust = try fit.inference(using: .heteroskedastic(.hc3))
    let clustered = try fit.inference(using: .clustered(by: "district"))
    for inference in [plain, robust, clustered] {
      let row = inference.coefficientTable()[1]
      print(inference.covariance.description.name, Prose.number(row.standardError ?? .nan))
    }
  }

  mutating func compareModels() throws {
    let schools = try Table(csv: file)
    let smaller = try LinearModel("ela ~ poverty").fit(to: schools)
    let larger = try LinearModel("ela ~ poverty * collaboration").fit(to: schools)
    let comparison = try compare([smaller, larger], test: .f)
    for row in comparison.rows {
      print(row.formula, row.statistic.map { Prose.number($0) } ?? "–")
    }
  }

  mutating func messyFiles() throws {
    let text = "school;poverty\n0501;40,3\n501;69,6\n077;*\n"
    let reading = try CSVReading(
      bytes: Array(text.utf8), options: CSVOptions(missingWords: ["*"]))
    print(reading.notes.count, reading.table.columnNames)
    let more = try Table(csvText: "school,pupils\n0501,310\n501,402\n")
    let join = try reading.table.joined(with: more, by: ["school"])
    print(join.matched, join.unmatchedLeft)
  }

  mutating func filters() throws {
    let options = ModelOptions(
      required: ["district", "commitment"], filter: try RowFilter("staff >= 30"))
    let model = try LinearModel("ela ~ collaboration + poverty", options: options)
    let fit = try model.fit(to: Table(csv: file))
    let rows = fit.frame.rows
    print(rows.total, rows.used.count, rows.filteredOut, rows.droppedCount)
  }

  mutating func predict() throws {
    let fit = try LinearModel("ela ~ collaboration * poverty").fit(to: Table(csv: file))
    let planned = try Table(csvText: "collaboration,poverty\n2.6,15\n4.0,85\n")
    for prediction in try fit.inference().predictions(for: planned) {
      print(Prose.number(prediction?.mean ?? .nan))
    }
  }

  mutating func weights() throws {
    let options = ModelOptions(weights: .precision("elaTested"))
    let model = try LinearModel("ela ~ collaboration + poverty", options: options)
    let fit = try model.fit(to: Table(csv: file))
    print(fit.coefficients.names.count, fit.observationCount)
  }
}

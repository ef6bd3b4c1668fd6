# Writes fixtures with pandas, openpyxl, pyreadstat and gzip. The data are made up.
# Run in this folder: python3 make-pandas.py
import datetime
import gzip
import os
import zipfile

import numpy as np
import openpyxl
import pandas as pd
import pyreadstat

school = pd.DataFrame({
    "id": [501, 502, 503],
    "name": ["Öst", "North, High", "East \"B\""],
    "score": [0.1, np.nan, 123456.789],
    "visited": pd.to_datetime(["2016-02-29", "1969-12-31", "2017-09-15"]),
    "sector": pd.Categorical(["Public", "Catholic", "Public"], ["Public", "Catholic", "Other"]),
})
for version in (114, 117, 118, 119):
    frame = school.copy()
    if version < 118:
        frame["name"] = frame["name"].replace("Öst", "Oest")
    frame.to_stata(
        f"pandas-{version}.dta", write_index=False, version=version,
        convert_dates={"visited": "td"}, variable_labels={"score": "Mean score"})

pyreadstat.write_sav(
    pd.DataFrame({"id": [1.0, 2.0, 3.0], "mood": [1.0, 2.0, 9.0]}), "pyreadstat.sav",
    column_labels={"mood": "Mood"},
    variable_value_labels={"mood": {1: "Bad", 2: "Good", 9: "No answer"}},
    missing_ranges={"mood": [9]})

school.to_excel("pandas.xlsx", index=False)

# Titles in merged cells, per cent, an error, a hidden row, a second sheet.
book = openpyxl.Workbook()
sheet = book.active
sheet.title = "Notes"
sheet["A1"] = "nothing to see"
sheet = book.create_sheet("Schools 2017")
sheet["B1"] = "District report, school year 2017"
sheet.merge_cells("B1:F1")
sheet["B2"] = "Source: made up"
rows = [
    ["School", "Poverty", "Visited", "Score", "Code"],
    ["North", 0.07, datetime.date(2016, 2, 29), 12.5, "00501"],
    ["South", 0.125, datetime.date(1999, 12, 31), "#N/A", "00502"],
    [" East ", 1, datetime.date(2020, 1, 1), -3, "501"],
    ["West", None, None, 1e-10, None],
]
for index, row in enumerate(rows):
    for column, value in enumerate(row):
        cell = sheet.cell(row=4 + index, column=2 + column, value=value)
        if index > 0 and column == 1:
            cell.number_format = "0.0%"
        if index > 0 and column == 2:
            cell.number_format = "dd/mm/yyyy"
sheet.row_dimensions[6].hidden = True
sheet = book.create_sheet("2")
for row in [["id", "share"], [1, 0.5], [2, 0.25], [3, None]]:
    sheet.append(row)
sheet["B2"].number_format = "0%"
sheet["C9"] = " "
book.save("openpyxl.xlsx")

# Seventy megabytes of blanks in a sheet, packed twice.
book = openpyxl.Workbook()
book.active["A1"] = "x" * 32
book.save("small.xlsx")
with zipfile.ZipFile("small.xlsx") as small, zipfile.ZipFile("bomb.xlsx", "w") as bomb:
    for part in small.namelist():
        text = small.read(part)
        if part.endswith("sheet1.xml"):
            text = text.replace(b"<sheetData>", b"<sheetData>" + b" " * (70 << 20))
        bomb.writestr(zipfile.ZipInfo(part), text, zipfile.ZIP_DEFLATED, 9)
with open("bomb.xlsx", "rb") as file, open("bomb.xlsx.gz", "wb") as packed:
    packed.write(gzip.compress(file.read(), mtime=0))
os.remove("small.xlsx")
os.remove("bomb.xlsx")
with open("megabyte.gz", "wb") as file:
    file.write(gzip.compress(bytes(1 << 20), mtime=0))

text = "id,score\n501,0.1\n502,NA\n503,123456.789\n".encode()
with open("two-members.csv.gz", "wb") as file:
    half = text.index(b"502")
    file.write(gzip.compress(text[:half], mtime=0) + gzip.compress(text[half:], mtime=0))

// SchoolStudy

-- What was found in its columns when somebody first looked; null before, and of a snapshot with rows of people who were erased.
ALTER TABLE dataset ADD COLUMN profile json;

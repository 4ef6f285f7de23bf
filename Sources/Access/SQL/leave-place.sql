delete from passing_place where place = :place

select json_array_elements_text(cast(:questions as json))

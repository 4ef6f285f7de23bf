select value from json_each(:questions)

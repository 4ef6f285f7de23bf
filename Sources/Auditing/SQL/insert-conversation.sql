insert into audit_conversation (conversation, sequence, question_id) values (:conversation, :sequence, :question_id)

// libedit's setters take a variable number of arguments, which Swift cannot call, and its streams are C globals: a line
// editor with a history, as plain functions. One thread at a time may use it.
#pragma once
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

typedef struct line_editor {
  EditLine *editor;
  History *history;
  char *history_file;
  char *prompt;
  int interrupted;
} line_editor;

static inline line_editor *line_editor_of(EditLine *editor) {
  void *context = NULL;
  el_get(editor, EL_CLIENTDATA, &context);
  return (line_editor *)context;
}

static inline char *line_editor_prompt(EditLine *editor) { return line_editor_of(editor)->prompt; }

// Ctrl-C gives the line back as it stands, marked.
static inline unsigned char line_editor_interrupt(EditLine *editor, int key) {
  (void)key;
  line_editor_of(editor)->interrupted = 1;
  return CC_NEWLINE;
}

// Ctrl-Z: libedit's own handler gives the terminal back meanwhile.
static inline unsigned char line_editor_suspend(EditLine *editor, int key) {
  (void)editor;
  (void)key;
  kill(0, SIGTSTP);
  return CC_REDISPLAY;
}

static inline void line_editor_close(line_editor *self) {
  if (self == NULL) return;
  if (self->editor != NULL) el_end(self->editor);
  if (self->history != NULL) history_end(self->history);
  free(self->history_file);
  free(self->prompt);
  free(self);
}

// NULL where there is no terminal to edit on. A history file of NULL keeps none.
static inline line_editor *line_editor_open(const char *program, const char *history_file) {
  // Without a UTF-8 locale libedit would take every letter beyond ASCII apart.
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  line_editor *self = (line_editor *)calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->prompt = strdup("");
  self->editor = el_init(program, stdin, stdout, stderr);
  self->history = history_init();
  if (self->prompt == NULL || self->editor == NULL || self->history == NULL) {
    line_editor_close(self);
    return NULL;
  }
  HistEvent event;
  history(self->history, &event, H_SETSIZE, 1000);
  history(self->history, &event, H_SETUNIQUE, 1);
  if (history_file != NULL) {
    self->history_file = strdup(history_file);
    history(self->history, &event, H_LOAD, history_file);
  }
  el_set(self->editor, EL_CLIENTDATA, self);
  el_set(self->editor, EL_PROMPT, line_editor_prompt);
  el_set(self->editor, EL_EDITOR, "emacs");
  el_set(self->editor, EL_SIGNAL, 1);
  el_set(self->editor, EL_HIST, history, self->history);
  el_set(self->editor, EL_ADDFN, "dragoman-interrupt", "Give the line up", line_editor_interrupt);
  el_set(self->editor, EL_ADDFN, "dragoman-suspend", "Stop the program for now", line_editor_suspend);
  // While a line is edited Ctrl-C and Ctrl-Z are keys: a signal may reach any thread, and libedit would read on.
  el_set(self->editor, EL_SETTY, "-d", "-isig", NULL);
  el_set(self->editor, EL_BIND, "^C", "dragoman-interrupt", NULL);
  el_set(self->editor, EL_BIND, "^Z", "dragoman-suspend", NULL);
  el_set(self->editor, EL_BIND, "^R", "em-inc-search-prev", NULL);
  el_set(self->editor, EL_BIND, "^[[3~", "ed-delete-next-char", NULL);
  return self;
}

// The line with its newline, valid until the next call; NULL at the end of the input.
static inline const char *line_editor_read(line_editor *self, const char *prompt, int *interrupted) {
  char *copy = strdup(prompt);
  if (copy != NULL) {
    free(self->prompt);
    self->prompt = copy;
  }
  self->interrupted = 0;
  int count = 0;
  const char *line = el_gets(self->editor, &count);
  *interrupted = self->interrupted;
  return line;
}

// The file is written at once, readable by its owner only.
static inline void line_editor_remember(line_editor *self, const char *line) {
  HistEvent event;
  history(self->history, &event, H_ENTER, line);
  if (self->history_file != NULL) history(self->history, &event, H_SAVE, self->history_file);
}

// The history from its oldest line on; NULL at its end.
static inline const char *line_editor_oldest(line_editor *self) {
  HistEvent event;
  return history(self->history, &event, H_LAST) < 0 ? NULL : event.str;
}

static inline const char *line_editor_newer(line_editor *self) {
  HistEvent event;
  return history(self->history, &event, H_PREV) < 0 ? NULL : event.str;
}

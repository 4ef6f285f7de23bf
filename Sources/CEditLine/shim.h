// libedit's setters take a variable number of arguments, which Swift cannot call, and its streams are C globals: a line
// editor with a history, as plain functions. One thread at a time may use it.
#pragma once
#include <histedit.h>
#include <langinfo.h>
#include <locale.h>
#include <signal.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

// Is given the line up to the cursor; gives back what goes in there and what there is to choose from, NULL for nothing.
// Both are freed by the editor.
typedef void (*line_editor_completer)(void *context, const char *line, char **insert, char **choices);

typedef struct line_editor {
  EditLine *editor;
  History *history;
  char *history_file;
  char *prompt;
  int interrupted;
  // Between the terminal's marks of a paste.
  int pasting;
  // Whether the file lacks lines.
  int unsaved;
  line_editor_completer complete;
  void *context;
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
  // Should the mark of a paste's end ever be lost, this is the way out.
  line_editor_of(editor)->pasting = 0;
  return CC_NEWLINE;
}

// Ctrl-Z: the terminal is the shell's meanwhile. The signal is this thread's own, so that it stops here and not later;
// threads of Dispatch take none unless they are told to.
static inline unsigned char line_editor_suspend(EditLine *editor, int key) {
  (void)key;
  sigset_t stops, before;
  sigemptyset(&stops);
  sigaddset(&stops, SIGTSTP);
  el_set(editor, EL_PREP_TERM, 0);
  pthread_sigmask(SIG_UNBLOCK, &stops, &before);
  raise(SIGTSTP);
  pthread_sigmask(SIG_SETMASK, &before, NULL);
  el_set(editor, EL_PREP_TERM, 1);
  el_resize(editor);
  return CC_REDISPLAY;
}

// The terminal as it was before the first line.
static inline struct termios *line_editor_terminal(void) {
  static struct termios kept;
  return &kept;
}

// Gives the terminal back and lets the signal do what it does. Nothing of libedit is safe here: its own handlers move its
// buffers, on whichever thread the signal reaches, under the thread that edits.
static inline void line_editor_die(int signal_number) {
  tcsetattr(STDIN_FILENO, TCSANOW, line_editor_terminal());
  ssize_t written = write(STDOUT_FILENO, "\033[?2004l", 8);
  (void)written;
  signal(signal_number, SIG_DFL);
  raise(signal_number);
}

// Whether more has come than a person types between two looks.
static inline int line_editor_has_more(void) {
  int waiting = 0;
  return ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting > 0;
}

static inline unsigned char line_editor_paste(EditLine *editor, int key) {
  (void)key;
  line_editor_of(editor)->pasting = 1;
  return CC_NORM;
}

static inline unsigned char line_editor_pasted(EditLine *editor, int key) {
  (void)key;
  line_editor_of(editor)->pasting = 0;
  return CC_NORM;
}

// The Tab key; a tab that is pasted is a tab.
static inline unsigned char line_editor_tab(EditLine *editor, int key) {
  (void)key;
  line_editor *self = line_editor_of(editor);
  if (self->pasting || self->complete == NULL || line_editor_has_more())
    return el_insertstr(editor, "\t") == 0 ? CC_REFRESH : CC_ERROR;
  const LineInfo *info = el_line(editor);
  char *line = strndup(info->buffer, (size_t)(info->cursor - info->buffer));
  char *insert = NULL, *choices = NULL;
  unsigned char result = CC_REFRESH_BEEP;
  if (line != NULL) self->complete(self->context, line, &insert, &choices);
  if (insert != NULL) {
    result = el_insertstr(editor, insert) == 0 ? CC_REFRESH : CC_ERROR;
  } else if (choices != NULL) {
    fputc('\n', stdout);
    fputs(choices, stdout);
    fflush(stdout);
    result = CC_REDISPLAY;
  }
  free(line);
  free(insert);
  free(choices);
  return result;
}

static inline void line_editor_save(line_editor *self) {
  HistEvent event;
  if (self->unsaved && self->history_file != NULL) history(self->history, &event, H_SAVE, self->history_file);
  self->unsaved = 0;
}

static inline void line_editor_close(line_editor *self) {
  if (self == NULL) return;
  if (self->history != NULL) line_editor_save(self);
  if (self->editor != NULL) el_end(self->editor);
  if (self->history != NULL) history_end(self->history);
  free(self->history_file);
  free(self->prompt);
  free(self);
}

// NULL where there is no terminal to edit on. A history file of NULL keeps none.
static inline line_editor *line_editor_open(
    const char *program, const char *history_file, line_editor_completer complete, void *context) {
  // Without a UTF-8 locale libedit would take every letter beyond ASCII apart.
  setlocale(LC_CTYPE, "");
  if (strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
  line_editor *self = (line_editor *)calloc(1, sizeof *self);
  if (self == NULL) return NULL;
  self->complete = complete;
  self->context = context;
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
  tcgetattr(STDIN_FILENO, line_editor_terminal());
  el_set(self->editor, EL_HIST, history, self->history);
  el_set(self->editor, EL_ADDFN, "dragoman-interrupt", "Give the line up", line_editor_interrupt);
  el_set(self->editor, EL_ADDFN, "dragoman-suspend", "Stop the program for now", line_editor_suspend);
  el_set(self->editor, EL_ADDFN, "dragoman-complete", "Complete what is begun", line_editor_tab);
  el_set(self->editor, EL_ADDFN, "dragoman-paste", "Take what comes as it is", line_editor_paste);
  el_set(self->editor, EL_ADDFN, "dragoman-pasted", "Take keys as keys again", line_editor_pasted);
  // While a line is edited Ctrl-C and Ctrl-Z are keys: a signal may reach any thread, and libedit would read on.
  el_set(self->editor, EL_SETTY, "-d", "-isig", NULL);
  el_set(self->editor, EL_BIND, "^C", "dragoman-interrupt", NULL);
  el_set(self->editor, EL_BIND, "^Z", "dragoman-suspend", NULL);
  el_set(self->editor, EL_BIND, "^I", "dragoman-complete", NULL);
  el_set(self->editor, EL_BIND, "^[[200~", "dragoman-paste", NULL);
  el_set(self->editor, EL_BIND, "^[[201~", "dragoman-pasted", NULL);
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
  // The terminal marks what is pasted as long as a line is edited.
  fputs("\033[?2004h", stdout);
  fflush(stdout);
  // The screen may have changed since the last line.
  el_resize(self->editor);
  const int deadly[] = {SIGTERM, SIGHUP, SIGQUIT};
  struct sigaction before[3], ours = {.sa_handler = line_editor_die};
  for (int i = 0; i < 3; i++) sigaction(deadly[i], &ours, &before[i]);
  const char *line = el_gets(self->editor, &count);
  for (int i = 0; i < 3; i++) sigaction(deadly[i], &before[i], NULL);
  fputs("\033[?2004l", stdout);
  fflush(stdout);
  *interrupted = self->interrupted;
  return line;
}

// The file is written as soon as nothing more waits to be read, readable by its owner only.
static inline void line_editor_remember(line_editor *self, const char *line) {
  HistEvent event;
  history(self->history, &event, H_ENTER, line);
  self->unsaved = 1;
  if (!line_editor_has_more()) line_editor_save(self);
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

/* measure - runs one command and tells what it cost: wall and CPU time, peak memory, how it ended.
 *   cc -O2 -o measure measure.c
 *   measure SECONDS REPORT COMMAND [ARGUMENT ...]
 * The command gets a process group of its own, SIGTERM after SECONDS and SIGKILL five seconds later. Its cost, with that of
 * the children that it waited for, goes to the file REPORT as JSON. Node can tell neither for a child; and a peak begins at
 * that of the parent, which is small here. */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define GRACE_S 5.0

static pid_t child;
static volatile sig_atomic_t ending;

static void on_end(int signal_number)
{
	(void)signal_number;
	ending = 1;
}

static double now_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double seconds(struct timeval t) { return (double)t.tv_sec + 1e-6 * (double)t.tv_usec; }

static void start(char **command)
{
	child = fork();
	if (child < 0) { perror("fork"); exit(2); }
	if (child == 0) {
		setpgid(0, 0);
		execvp(command[0], command);
		perror(command[0]);
		_exit(127);
	}
	setpgid(child, child);
}

int main(int argc, char **argv)
{
	if (argc < 4) { fprintf(stderr, "measure SECONDS REPORT COMMAND [ARGUMENT ...]\n"); return 2; }
	double limit = atof(argv[1]);
	struct sigaction action = { .sa_handler = on_end };
	sigaction(SIGTERM, &action, 0);
	sigaction(SIGINT, &action, 0);
	double started = now_s(), told = 0;
	start(argv + 3);
	int status = 0, over = 0;
	struct rusage usage;
	for (;;) {
		pid_t ended = wait4(child, &status, WNOHANG, &usage);
		if (ended != 0) { if (ended < 0) { perror("wait4"); return 2; } break; }
		double passed = now_s() - started;
		if (!told && (ending || passed > limit)) { over = 1; told = passed; kill(-child, SIGTERM); }
		if (told && passed > told + GRACE_S) kill(-child, SIGKILL);
		usleep(5000);
	}
	double wall = now_s() - started;
	kill(-child, SIGKILL);                  /* what it may have left behind in its group */
	FILE *report = fopen(argv[2], "w");
	if (!report) { perror(argv[2]); return 2; }
	fprintf(report, "{\"wall\":%.3f,\"cpu\":%.3f,\"user\":%.3f,\"system\":%.3f,\"peakKiB\":%ld,\"status\":%d,\"signal\":%d,\"over\":%s}\n",
		wall, seconds(usage.ru_utime) + seconds(usage.ru_stime), seconds(usage.ru_utime), seconds(usage.ru_stime), usage.ru_maxrss,
		WIFEXITED(status) ? WEXITSTATUS(status) : -1, WIFSIGNALED(status) ? WTERMSIG(status) : 0, over ? "true" : "false");
	return fclose(report) ? 2 : 0;
}

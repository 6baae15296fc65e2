#include "fault/vfs/fault_vfs.hpp"

#include <sqlite3.h>

#include <atomic>
#include <csignal>
#include <cstring>
#include <unistd.h>

namespace amends::test {
namespace {

FaultPlan plan_now;
std::atomic<std::int64_t> operations{0};
sqlite3_vfs* real_vfs = nullptr;

enum class Operation : std::uint8_t { write, sync, other };

// What becomes of the operation about to be done.
enum class Fate : std::uint8_t { done, killed, failed, no_space };

Fate next_fate(Operation operation) {
  if (operation == Operation::other && !plan_now.reads_too) {
    return Fate::done;
  }
  const std::int64_t number = ++operations;
  const bool hit = plan_now.at != 0 &&
                   (number == plan_now.at || (plan_now.and_all_later && number > plan_now.at));
  if (!hit) {
    return Fate::done;
  }
  switch (plan_now.fault) {
  case Fault::kill: return Fate::killed;
  case Fault::io_error: return Fate::failed;
  case Fault::full: return operation == Operation::write ? Fate::no_space : Fate::done;
  case Fault::none: break;
  }
  return Fate::done;
}

[[noreturn]] void kill_this_process() {
  kill(getpid(), SIGKILL);
  for (;;) {
    pause();
  }
}

// For operations that a kill simply cuts off. SQLITE_OK: go on.
int fate_status(Operation operation, int failure) {
  switch (next_fate(operation)) {
  case Fate::killed: kill_this_process();
  case Fate::failed: return failure;
  case Fate::no_space: return SQLITE_FULL;
  case Fate::done: break;
  }
  return SQLITE_OK;
}

// SQLite allocates both: ours, and the real file right behind it.
struct FaultFile {
  sqlite3_file base;
  sqlite3_file* real;
};

sqlite3_file* real_of(sqlite3_file* file) { return reinterpret_cast<FaultFile*>(file)->real; }

int close_file(sqlite3_file* file) {
  sqlite3_file* real = real_of(file);
  return real->pMethods == nullptr ? SQLITE_OK : real->pMethods->xClose(real);
}

int read_file(sqlite3_file* file, void* data, int size, sqlite3_int64 offset) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_READ);
  return status != SQLITE_OK ? status
                             : real_of(file)->pMethods->xRead(real_of(file), data, size, offset);
}

int write_file(sqlite3_file* file, const void* data, int size, sqlite3_int64 offset) {
  sqlite3_file* real = real_of(file);
  const Fate fate = next_fate(Operation::write);
  if (fate == Fate::done) {
    return real->pMethods->xWrite(real, data, size, offset);
  }
  real->pMethods->xWrite(real, data, size / 2, offset);
  if (fate == Fate::killed) {
    kill_this_process();
  }
  return fate == Fate::no_space ? SQLITE_FULL : SQLITE_IOERR_WRITE;
}

int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_TRUNCATE);
  return status != SQLITE_OK ? status : real_of(file)->pMethods->xTruncate(real_of(file), size);
}

int sync_file(sqlite3_file* file, int flags) {
  const int status = fate_status(Operation::sync, SQLITE_IOERR_FSYNC);
  return status != SQLITE_OK ? status : real_of(file)->pMethods->xSync(real_of(file), flags);
}

int file_size(sqlite3_file* file, sqlite3_int64* size) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_FSTAT);
  return status != SQLITE_OK ? status : real_of(file)->pMethods->xFileSize(real_of(file), size);
}

int lock_file(sqlite3_file* file, int level) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_LOCK);
  return status != SQLITE_OK ? status : real_of(file)->pMethods->xLock(real_of(file), level);
}

int unlock_file(sqlite3_file* file, int level) {
  return real_of(file)->pMethods->xUnlock(real_of(file), level);
}

int check_reserved(sqlite3_file* file, int* result) {
  return real_of(file)->pMethods->xCheckReservedLock(real_of(file), result);
}

int file_control(sqlite3_file* file, int operation, void* argument) {
  return real_of(file)->pMethods->xFileControl(real_of(file), operation, argument);
}

int sector_size(sqlite3_file* file) { return real_of(file)->pMethods->xSectorSize(real_of(file)); }

int device_characteristics(sqlite3_file* file) {
  return real_of(file)->pMethods->xDeviceCharacteristics(real_of(file));
}

int shm_map(sqlite3_file* file, int page, int size, int extend, void volatile** place) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_SHMMAP);
  return status != SQLITE_OK
             ? status
             : real_of(file)->pMethods->xShmMap(real_of(file), page, size, extend, place);
}

int shm_lock(sqlite3_file* file, int offset, int count, int flags) {
  return real_of(file)->pMethods->xShmLock(real_of(file), offset, count, flags);
}

void shm_barrier(sqlite3_file* file) { real_of(file)->pMethods->xShmBarrier(real_of(file)); }

int shm_unmap(sqlite3_file* file, int remove) {
  return real_of(file)->pMethods->xShmUnmap(real_of(file), remove);
}

// Version 2: without memory-mapped reads, which could not be counted.
const sqlite3_io_methods fault_methods = {2,
                                          close_file,
                                          read_file,
                                          write_file,
                                          truncate_file,
                                          sync_file,
                                          file_size,
                                          lock_file,
                                          unlock_file,
                                          check_reserved,
                                          file_control,
                                          sector_size,
                                          device_characteristics,
                                          shm_map,
                                          shm_lock,
                                          shm_barrier,
                                          shm_unmap,
                                          nullptr,
                                          nullptr};

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  file->pMethods = nullptr;
  const int status = fate_status(Operation::other, SQLITE_CANTOPEN);
  if (status != SQLITE_OK) {
    return status;
  }
  auto* ours = reinterpret_cast<FaultFile*>(file);
  ours->real = reinterpret_cast<sqlite3_file*>(ours + 1);
  const int opened = real_vfs->xOpen(real_vfs, name, ours->real, flags, out_flags);
  // SQLite closes what has methods, even after a failure.
  file->pMethods = ours->real->pMethods != nullptr ? &fault_methods : nullptr;
  return opened;
}

int delete_file(sqlite3_vfs*, const char* name, int sync_folder) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_DELETE);
  return status != SQLITE_OK ? status : real_vfs->xDelete(real_vfs, name, sync_folder);
}

int access_file(sqlite3_vfs*, const char* name, int flags, int* result) {
  const int status = fate_status(Operation::other, SQLITE_IOERR_ACCESS);
  return status != SQLITE_OK ? status : real_vfs->xAccess(real_vfs, name, flags, result);
}

sqlite3_vfs fault_vfs;

} // namespace

void install_fault_vfs(const FaultPlan& plan) {
  plan_now = plan;
  operations = 0;
  if (real_vfs == nullptr) {
    sqlite3_initialize();
    real_vfs = sqlite3_vfs_find(nullptr);
    fault_vfs = *real_vfs; // what is not counted goes to the real one's functions
    fault_vfs.pNext = nullptr;
    fault_vfs.zName = "amends-fault";
    fault_vfs.szOsFile = static_cast<int>(sizeof(FaultFile)) + real_vfs->szOsFile;
    fault_vfs.xOpen = open_file;
    fault_vfs.xDelete = delete_file;
    fault_vfs.xAccess = access_file;
  }
  sqlite3_vfs_register(&fault_vfs, 1);
}

void remove_fault_vfs() {
  plan_now = FaultPlan{};
  if (real_vfs != nullptr) {
    sqlite3_vfs_register(real_vfs, 1);
  }
}

std::int64_t fault_vfs_operations() { return operations; }

} // namespace amends::test
